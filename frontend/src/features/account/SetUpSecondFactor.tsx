import { Button, Group, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { confirmSecondFactor, startSecondFactor } from "../../api/generated/api";
import type { SecondFactorSecret } from "../../api/generated/api.schemas";
import { isProblem } from "../../api/problem";
import { useMe } from "../../api/session";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { Refusal } from "../../ui/Refusal";
import classes from "./Account.module.css";
import { RecoveryCodes } from "./RecoveryCodes";

interface SetUpProps {
  onDone: () => void;
  onCancel?: () => void;
}

/** Password, then the app scans a code, then a code of the app, then the recovery codes. */
export function SetUpSecondFactor({ onDone, onCancel }: SetUpProps) {
  const { user, tenant } = useMe();
  const start = useMutation({
    mutationFn: (current_password: string) => startSecondFactor({ current_password }),
  });
  const confirm = useMutation({ mutationFn: (code: string) => confirmSecondFactor({ code }) });
  if (confirm.data) {
    const owner = `${user.email} at ${tenant?.name ?? "SmoothSchedule"}`;
    return <RecoveryCodes codes={confirm.data.codes} owner={owner} onKept={onDone} />;
  }
  if (start.data) return <Scan secret={start.data} confirm={confirm} onCancel={onCancel} />;
  return <AskPassword start={start} onCancel={onCancel} />;
}

interface Attempt {
  mutate: (
    value: string,
    options: { onError: (error: unknown) => void; onSuccess?: () => void },
  ) => void;
  isPending: boolean;
  error: unknown;
}

function AskPassword({ start, onCancel }: { start: Attempt; onCancel?: () => void }) {
  const { user } = useMe();
  const form = useForm({
    initialValues: { current_password: "" },
    validate: { current_password: (value) => (value ? null : "Enter your password.") },
  });
  const send = ({ current_password }: { current_password: string }) =>
    start.mutate(current_password, { onError: (error) => showFieldErrors(form, error) });
  return (
    <form noValidate onSubmit={form.onSubmit(send, focusFirstError(form))}>
      <Stack>
        <Refused error={start.error} />
        <input hidden readOnly autoComplete="username" value={user.email} />
        <PasswordInput
          label="Your password"
          description="To be sure that it is you."
          autoComplete="current-password"
          data-autofocus
          {...form.getInputProps("current_password")}
        />
        <Acts act="Continue" isBusy={start.isPending} onCancel={onCancel} />
      </Stack>
    </form>
  );
}

interface ScanProps {
  secret: SecondFactorSecret;
  confirm: Attempt;
  onCancel?: () => void;
}

function Scan({ secret, confirm, onCancel }: ScanProps) {
  const form = useForm({
    initialValues: { code: "" },
    validate: {
      code: (value) => (/^\s*(\d\s*){6}$/.test(value) ? null : "Enter the six digits."),
    },
  });
  const send = ({ code }: { code: string }) =>
    confirm.mutate(code, { onError: (error) => showFieldErrors(form, error) });
  return (
    <form noValidate onSubmit={form.onSubmit(send, focusFirstError(form))}>
      <Stack>
        <Refused error={confirm.error} />
        <div className={classes.steps}>
          <img src={secret.qr} alt="QR code for your authenticator app" className={classes.qr} />
          <Stack gap="sm">
            <Text size="sm">
              Scan this with an authenticator app, such as Google Authenticator, 1Password or Aegis.
            </Text>
            <div>
              <Text size="sm" c="dimmed">
                No camera at hand? Type this into the app:
              </Text>
              <span className={classes.secret}>{secret.secret.match(/.{1,4}/g)?.join(" ")}</span>
            </div>
          </Stack>
        </div>
        <TextInput
          label="Code from the app"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          autoFocus
          {...form.getInputProps("code")}
        />
        <Acts act="Turn on" isBusy={confirm.isPending} onCancel={onCancel} />
      </Stack>
    </form>
  );
}

function Refused({ error }: { error: unknown }) {
  if (!error || (isProblem(error) && Object.keys(error.fields).length > 0)) return null;
  return <Refusal error={error} />;
}

interface ActsProps {
  act: string;
  isBusy: boolean;
  onCancel?: () => void;
}

function Acts({ act, isBusy, onCancel }: ActsProps) {
  return (
    <Group justify="flex-end">
      {onCancel && (
        <Button variant="default" onClick={onCancel}>
          Not now
        </Button>
      )}
      <Button type="submit" loading={isBusy}>
        {act}
      </Button>
    </Group>
  );
}
