import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { updateMe } from "../../api/generated/api";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { isProblem } from "../../api/problem";
import { rememberMe, useMe } from "../../api/session";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { Refusal } from "../../ui/Refusal";
import { toast } from "../../ui/toast";
import { Section } from "./Section";

export function ProfileSection() {
  const { user } = useMe();
  const client = useQueryClient();
  const form = useForm({
    initialValues: { name: user.name },
    validate: { name: (value) => (value.trim() ? null : "Enter your name.") },
  });
  const save = useMutation({
    mutationFn: ({ name }: { name: string }) => updateMe({ name }, ifMatch(user.version)),
    onSuccess: (me) => {
      client.setQueryData(keys.me, rememberMe(me));
      client.invalidateQueries({ queryKey: keys.users.all });
      toast("Your name is saved.");
    },
    onError: (error) => {
      showFieldErrors(form, error);
      if (isProblem(error, "stale")) client.invalidateQueries({ queryKey: keys.me });
    },
  });
  return (
    <Section title="Name" lead="As colleagues and customers see it.">
      <form noValidate onSubmit={form.onSubmit((sent) => save.mutate(sent), focusFirstError(form))}>
        <Stack gap="sm">
          {save.isError && Object.keys(form.errors).length === 0 && <Refusal error={save.error} />}
          <TextInput
            label="Your name"
            autoComplete="name"
            maxLength={100}
            {...form.getInputProps("name")}
          />
          <Group>
            <Button type="submit" disabled={!form.isDirty()} loading={save.isPending}>
              Save name
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
