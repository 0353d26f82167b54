import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { signIn } from "../../api/generated/api";
import type { SignIn as Credentials, Me } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { isProblem, type ProblemError } from "../../api/problem";
import { rememberMe } from "../../api/session";
import { AuthFrame } from "../../ui/AuthFrame";
import { focusFirstError } from "../../ui/forms";
import { CodeStep } from "./CodeStep";

interface SignInProps {
  business: string;
  /** Why one is here again: the session ran out or one signed out. */
  notice?: string;
  /** Customers may make an account here themselves. */
  mayRegister?: boolean;
  onSignedIn: () => void;
}

function sentenceOf(problem: ProblemError): string {
  if (problem.slug === "too-many-attempts" && problem.retryAfterSeconds) {
    const minutes = Math.ceil(problem.retryAfterSeconds / 60);
    return `${problem.message} Try again in ${minutes} min.`;
  }
  return problem.message;
}

export function SignIn({ business, notice, mayRegister, onSignedIn }: SignInProps) {
  const client = useQueryClient();
  const [known, setKnown] = useState<Credentials | null>(null);
  const welcome = (me: Me) => {
    client.clear();
    client.setQueryData(keys.me, rememberMe(me));
    onSignedIn();
  };
  if (known) {
    return (
      <CodeStep
        business={business}
        credentials={known}
        sentenceOf={sentenceOf}
        onSignedIn={welcome}
        onBack={() => setKnown(null)}
      />
    );
  }
  return (
    <PasswordStep
      business={business}
      notice={notice}
      mayRegister={mayRegister}
      onSignedIn={welcome}
      onCodeNeeded={setKnown}
    />
  );
}

interface PasswordStepProps {
  business: string;
  notice?: string;
  mayRegister?: boolean;
  onSignedIn: (me: Me) => void;
  onCodeNeeded: (credentials: Credentials) => void;
}

function PasswordStep(props: PasswordStepProps) {
  const { business, notice, mayRegister, onSignedIn, onCodeNeeded } = props;
  const form = useForm<Credentials>({
    initialValues: { email: "", password: "" },
    validate: {
      email: (value) => (value.trim() ? null : "Enter your e-mail address."),
      password: (value) => (value ? null : "Enter your password."),
    },
  });
  const attempt = useMutation({
    mutationFn: (values: Credentials) => signIn({ ...values, email: values.email.trim() }),
    onSuccess: onSignedIn,
    onError: (error, values) => {
      if (isProblem(error, "second-factor-required")) return onCodeNeeded(values);
      form.setFieldValue("password", "");
      if (isProblem(error)) form.setErrors(error.fields);
      form.getInputNode("password")?.focus();
    },
  });
  return (
    <AuthFrame
      business={business}
      title="Sign in"
      lead={business}
      footer={<Anchor href="/">Back to {business}</Anchor>}
    >
      {notice && (
        <Alert color="gray" icon={<IconInfoCircle size={18} />} role="status">
          {notice}
        </Alert>
      )}
      {isProblem(attempt.error) && !isProblem(attempt.error, "second-factor-required") && (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} role="alert">
          {sentenceOf(attempt.error)}
        </Alert>
      )}
      <form
        noValidate
        onSubmit={form.onSubmit((values) => attempt.mutate(values), focusFirstError(form))}
      >
        <Stack>
          <TextInput
            label="E-mail"
            type="email"
            name="email"
            autoComplete="username"
            size="md"
            autoFocus
            {...form.getInputProps("email")}
          />
          <PasswordInput
            label="Password"
            name="password"
            autoComplete="current-password"
            size="md"
            {...form.getInputProps("password")}
          />
          <Button type="submit" size="md" loading={attempt.isPending} mt={4}>
            Sign in
          </Button>
          <Anchor
            component={Link}
            to="/reset-password"
            state={{ email: form.values.email.trim() }}
            size="sm"
            ta="center"
          >
            Forgot your password?
          </Anchor>
          {mayRegister && (
            <Text size="sm" ta="center" c="dimmed">
              A customer without an account?{" "}
              <Anchor component={Link} to="/register" size="sm" inherit underline="always">
                Make one
              </Anchor>
            </Text>
          )}
        </Stack>
      </form>
    </AuthFrame>
  );
}
