import { Button, PasswordInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changePassword } from "../../api/generated/api";
import { keys } from "../../api/keys";
import { useMe } from "../../api/session";
import { checkPassword } from "../../lib/password";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { NewPassword } from "../../ui/NewPassword";
import { toast } from "../../ui/toast";
import { Section } from "./Section";

export function PasswordSection() {
  const [isOpen, setOpen] = useState(false);
  return (
    <Section
      title="Password"
      lead="A new password signs you out everywhere but here."
      action={
        <Button variant="default" onClick={() => setOpen(true)}>
          Change password
        </Button>
      }
    >
      {isOpen && <ChangePassword onClose={() => setOpen(false)} />}
    </Section>
  );
}

function ChangePassword({ onClose }: { onClose: () => void }) {
  const { user, tenant } = useMe();
  const client = useQueryClient();
  const form = useForm({
    initialValues: { current_password: "", password: "" },
    validate: {
      current_password: (value) => (value ? null : "Enter your present password."),
      password: checkPassword,
    },
  });
  const save = useMutation({
    mutationFn: (values: typeof form.values) => changePassword(values),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: keys.sessions });
      toast("Your new password works. You were signed out everywhere else.");
      onClose();
    },
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <FormModal
      title="Change password"
      act="Change password"
      isBusy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values), focusFirstError(form))}
    >
      <input hidden readOnly autoComplete="username" value={user.email} />
      <PasswordInput
        label="Present password"
        autoComplete="current-password"
        data-autofocus
        {...form.getInputProps("current_password")}
      />
      <NewPassword
        known={[user.name, user.email, tenant?.name ?? ""]}
        {...form.getInputProps("password")}
      />
    </FormModal>
  );
}
