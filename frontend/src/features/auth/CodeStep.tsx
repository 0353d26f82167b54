import { Alert, Anchor, Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { signIn } from "../../api/generated/api";
import type { Me, SignIn } from "../../api/generated/api.schemas";
import { isProblem, type ProblemError } from "../../api/problem";
import { AuthFrame } from "../../ui/AuthFrame";
import { focusFirstError } from "../../ui/forms";

interface CodeStepProps {
  business: string;
  /** The right ones: they are sent once more, with the code. */
  credentials: SignIn;
  sentenceOf: (problem: ProblemError) => string;
  onSignedIn: (me: Me) => void;
  onBack: () => void;
}

const APP = {
  lead: "Your authenticator app shows a code of six digits.",
  label: "Code from the app",
  other: "Lost the app? Use a recovery code",
};
const RECOVERY = {
  lead: "One of the codes that you kept when you set up your second factor. Each works once.",
  label: "Recovery code",
  other: "Use the app instead",
};

/** After the right password of an account with a second factor. */
export function CodeStep(props: CodeStepProps) {
  const { business, credentials, sentenceOf, onSignedIn, onBack } = props;
  const [isRecovery, setRecovery] = useState(false);
  const words = isRecovery ? RECOVERY : APP;
  const form = useForm({
    initialValues: { code: "" },
    validate: { code: (value) => (value.trim() ? null : "Enter the code.") },
  });
  const attempt = useMutation({
    mutationFn: (code: string) =>
      signIn({ ...credentials, email: credentials.email.trim(), code: code.trim() }),
    onSuccess: onSignedIn,
    onError: (error) => {
      form.setFieldValue("code", "");
      if (isProblem(error)) form.setErrors(error.fields);
      form.getInputNode("code")?.focus();
    },
  });
  const isBesideField = isProblem(attempt.error) && "code" in attempt.error.fields;
  return (
    <AuthFrame
      business={business}
      title="Enter your code"
      lead={words.lead}
      footer={
        <Anchor component="button" type="button" onClick={onBack}>
          Back to sign-in
        </Anchor>
      }
    >
      {isProblem(attempt.error) && !isBesideField && (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} role="alert">
          {sentenceOf(attempt.error)}
        </Alert>
      )}
      <form
        noValidate
        onSubmit={form.onSubmit(({ code }) => attempt.mutate(code), focusFirstError(form))}
      >
        <Stack>
          <TextInput
            key={words.label}
            label={words.label}
            name="code"
            inputMode={isRecovery ? "text" : "numeric"}
            autoComplete={isRecovery ? "off" : "one-time-code"}
            autoCapitalize="none"
            spellCheck={false}
            maxLength={40}
            size="md"
            autoFocus
            {...form.getInputProps("code")}
          />
          <Button type="submit" size="md" loading={attempt.isPending}>
            Sign in
          </Button>
          <Anchor
            component="button"
            type="button"
            size="sm"
            ta="center"
            onClick={() => {
              form.reset();
              attempt.reset();
              setRecovery(!isRecovery);
            }}
          >
            {words.other}
          </Anchor>
        </Stack>
      </form>
    </AuthFrame>
  );
}
