import { Alert, Button, Group, PasswordInput, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconMailForward } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { askEmailChange, cancelEmailChange, getMyEmailChange } from "../../api/generated/api";
import type { WaitingEmailChange } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { isProblem } from "../../api/problem";
import { useMe } from "../../api/session";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { toast, toastProblem } from "../../ui/toast";
import classes from "./Account.module.css";
import { Section } from "./Section";

export function EmailSection() {
  const { user } = useMe();
  const [isOpen, setOpen] = useState(false);
  const change = useQuery({
    queryKey: keys.emailChange,
    queryFn: ({ signal }) => getMyEmailChange({ signal }),
  });
  const waiting = change.data?.waiting;
  return (
    <Section
      title="E-mail"
      lead={
        <>
          You sign in with <strong>{user.email}</strong>.
        </>
      }
      action={
        !waiting && (
          <Button variant="default" onClick={() => setOpen(true)}>
            Change e-mail
          </Button>
        )
      }
    >
      {waiting && <Waiting waiting={waiting} old={user.email} />}
      {isOpen && <AskChange onClose={() => setOpen(false)} />}
    </Section>
  );
}

function Waiting({ waiting, old }: { waiting: WaitingEmailChange; old: string }) {
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelEmailChange(),
    onSuccess: () => toast("Your address stays as it is."),
    onError: toastProblem,
    onSettled: () => client.invalidateQueries({ queryKey: keys.emailChange }),
  });
  const open = [!waiting.old_confirmed && old, !waiting.new_confirmed && waiting.email].filter(
    Boolean,
  );
  return (
    <Alert
      color="gray"
      icon={<IconMailForward size={18} />}
      title={`Waiting to become ${waiting.email}`}
      className={classes.address}
    >
      <Text size="sm" mb="sm">
        A link was mailed to both addresses. Still to be confirmed: {open.join(" and ")}. The links
        work for 24 hours.
      </Text>
      <Group>
        <Button
          size="xs"
          variant="default"
          loading={cancel.isPending}
          onClick={() => cancel.mutate()}
        >
          Keep the present address
        </Button>
      </Group>
    </Alert>
  );
}

function AskChange({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const form = useForm({
    initialValues: { email: "", current_password: "" },
    validate: {
      email: (value) => (/.+@.+\..+/.test(value) ? null : "Enter the new address."),
      current_password: (value) => (value ? null : "Enter your password."),
    },
  });
  const ask = useMutation({
    mutationFn: (values: typeof form.values) =>
      askEmailChange({ ...values, email: values.email.trim() }),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: keys.emailChange });
      onClose();
    },
    onError: (error) => {
      if (isProblem(error, "same-email")) form.setFieldError("email", error.message);
      else showFieldErrors(form, error);
    },
  });
  return (
    <FormModal
      title="Change e-mail"
      act="Mail the links"
      isBusy={ask.isPending}
      error={isProblem(ask.error, "same-email") ? null : ask.error}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => ask.mutate(values), focusFirstError(form))}
    >
      <Text size="sm" c="dimmed">
        We mail a link to your present address and one to the new. When both are confirmed, you sign
        in with the new one.
      </Text>
      <TextInput
        label="New e-mail"
        type="email"
        autoComplete="email"
        data-autofocus
        {...form.getInputProps("email")}
      />
      <PasswordInput
        label="Your password"
        description="To be sure that it is you."
        autoComplete="current-password"
        {...form.getInputProps("current_password")}
      />
    </FormModal>
  );
}
