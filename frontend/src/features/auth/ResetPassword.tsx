import { Alert, Anchor, Button, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconMailCheck } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link, useLocation, useSearchParams } from "react-router";
import { confirmPasswordReset, requestPasswordReset } from "../../api/generated/api";
import { checkPassword } from "../../lib/password";
import { AuthFrame } from "../../ui/AuthFrame";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { NewPassword } from "../../ui/NewPassword";
import { isDeadLink, Refused } from "./refusals";

const back = (
  <Anchor component={Link} to="/sign-in">
    Back to sign-in
  </Anchor>
);

export function ResetPassword({ business }: { business: string }) {
  const [query] = useSearchParams();
  const token = query.get("token");
  return token ? (
    <ChooseNew business={business} token={token} />
  ) : (
    <RequestReset business={business} />
  );
}

function RequestReset({ business }: { business: string }) {
  // What was typed on the sign-in page already.
  const { state } = useLocation() as { state: { email?: string } | null };
  const form = useForm({
    initialValues: { email: state?.email ?? "" },
    validate: { email: (value) => (/.+@.+/.test(value) ? null : "Enter your e-mail address.") },
  });
  const send = useMutation({
    mutationFn: (email: string) => requestPasswordReset({ email }),
    onError: (error) => showFieldErrors(form, error),
  });
  if (send.isSuccess) {
    return (
      <AuthFrame business={business} title="Look into your inbox" footer={back}>
        <Alert color="green" icon={<IconMailCheck size={18} />} role="status">
          If {form.values.email} has an account here, a link to choose a new password is on its way.
          It works once, and not for long.
        </Alert>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      business={business}
      title="Reset your password"
      lead="We send you a link to choose a new one."
      footer={back}
    >
      {send.error && Object.keys(form.errors).length === 0 && <Refused error={send.error} />}
      <form
        noValidate
        onSubmit={form.onSubmit(({ email }) => send.mutate(email.trim()), focusFirstError(form))}
      >
        <Stack>
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            size="md"
            autoFocus
            {...form.getInputProps("email")}
          />
          <Button type="submit" size="md" loading={send.isPending}>
            Send the link
          </Button>
        </Stack>
      </form>
    </AuthFrame>
  );
}

function ChooseNew({ business, token }: { business: string; token: string }) {
  const form = useForm({
    initialValues: { password: "" },
    validate: { password: checkPassword },
  });
  const send = useMutation({
    mutationFn: (password: string) => confirmPasswordReset({ token, password }),
    onError: (error) => showFieldErrors(form, error),
  });
  if (send.isSuccess) {
    return (
      <AuthFrame business={business} title="Your new password works">
        <Text c="dimmed">Everywhere else you were signed out, to be safe.</Text>
        <Button component={Link} to="/sign-in" size="md">
          Sign in
        </Button>
      </AuthFrame>
    );
  }
  if (isDeadLink(send.error)) {
    return (
      <AuthFrame business={business} title="This link is over" footer={back}>
        <Text c="dimmed">It was used already, it has run out, or a part of it is missing.</Text>
        <Button component={Link} to="/reset-password" size="md" onClick={() => send.reset()}>
          Send a new link
        </Button>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame business={business} title="Choose a new password" footer={back}>
      {send.error && Object.keys(form.errors).length === 0 && <Refused error={send.error} />}
      <form
        noValidate
        onSubmit={form.onSubmit(({ password }) => send.mutate(password), focusFirstError(form))}
      >
        <Stack>
          <NewPassword size="md" autoFocus known={[business]} {...form.getInputProps("password")} />
          <Button type="submit" size="md" loading={send.isPending}>
            Save password
          </Button>
        </Stack>
      </form>
    </AuthFrame>
  );
}
