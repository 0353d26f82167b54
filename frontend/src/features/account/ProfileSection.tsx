import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { getMe, updateMe } from "../../api/generated/api";
import type { Me } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { rememberMe, useMe } from "../../api/session";
import { Begun } from "../../ui/Begun";
import { SaveBar } from "../../ui/SaveBar";
import { SettingsFields } from "../../ui/SettingsFields";
import { toast } from "../../ui/toast";
import { useSettings } from "../../ui/useSettings";
import { Section } from "./Section";

type Person = Me["user"];

const valuesOf = ({ name }: Person) => ({ name });

/** The name of whoever is signed in. */
export function ProfileSection() {
  const { user } = useMe();
  return (
    <Section title="Name" lead="As colleagues and customers see it.">
      <Begun now={user}>{(begun) => <Form user={begun} />}</Begun>
    </Section>
  );
}

function Form({ user }: { user: Person }) {
  const client = useQueryClient();
  const form = useForm({
    initialValues: valuesOf(user),
    validate: { name: (value) => (value.trim() ? null : "Enter your name.") },
  });
  const take = (me: Me) => {
    client.setQueryData(keys.me, rememberMe(me));
    return me.user;
  };
  const { onSubmit, bar } = useSettings(form, user, {
    valuesOf,
    newest: async () => take(await getMe()),
    save: async (values, seen) => take(await updateMe(values, seen)),
    onSaved: () => {
      client.invalidateQueries({ queryKey: keys.users.all });
      toast("Your name is saved.");
    },
  });
  return (
    <form noValidate onSubmit={onSubmit}>
      <SettingsFields gap="sm">
        <TextInput
          label="Your name"
          autoComplete="name"
          maxLength={100}
          {...form.getInputProps("name")}
        />
        <SaveBar act="Save name" {...bar} />
      </SettingsFields>
    </form>
  );
}
