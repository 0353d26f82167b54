import { Modal, PasswordInput, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { disableSecondFactor, renewRecoveryCodes } from "../../api/generated/api";
import { useMe } from "../../api/session";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { RecoveryCodes } from "./RecoveryCodes";

interface Proof {
  current_password: string;
  code: string;
}

function useProof() {
  return useForm<Proof>({
    initialValues: { current_password: "", code: "" },
    validate: {
      current_password: (value) => (value ? null : "Enter your password."),
      code: (value) => (value.trim() ? null : "Enter the code of your app, or a recovery code."),
    },
  });
}

type ProofForm = ReturnType<typeof useProof>;

function ProofFields({ form }: { form: ProofForm }) {
  return (
    <>
      <PasswordInput
        label="Your password"
        autoComplete="current-password"
        data-autofocus
        {...form.getInputProps("current_password")}
      />
      <TextInput
        label="Code from the app"
        description="A recovery code works as well."
        autoComplete="one-time-code"
        maxLength={40}
        {...form.getInputProps("code")}
      />
    </>
  );
}

export function TurnOff({ onClose }: { onClose: (message?: string) => void }) {
  const form = useProof();
  const { second_factor } = useMe();
  const turnOff = useMutation({
    mutationFn: (proof: Proof) => disableSecondFactor(proof),
    onSuccess: () => onClose("Your second factor is off."),
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <FormModal
      title="Turn off your second factor?"
      act="Turn off"
      isBusy={turnOff.isPending}
      error={turnOff.error}
      onClose={() => onClose()}
      onSubmit={form.onSubmit((proof) => turnOff.mutate(proof), focusFirstError(form))}
    >
      <Text size="sm" c="dimmed">
        {second_factor.is_required
          ? "You cannot go on without one: you will set up another right away."
          : "From then on your password alone opens your account. Your recovery codes become void."}
      </Text>
      <ProofFields form={form} />
    </FormModal>
  );
}

export function RenewCodes({ onClose }: { onClose: () => void }) {
  const form = useProof();
  const { user, tenant } = useMe();
  const renew = useMutation({
    mutationFn: (proof: Proof) => renewRecoveryCodes(proof),
    onError: (error) => showFieldErrors(form, error),
  });
  if (renew.data) {
    const owner = `${user.email} at ${tenant?.name ?? "SmoothSchedule"}`;
    return (
      <Modal
        opened
        onClose={onClose}
        title="New recovery codes"
        size="lg"
        closeOnClickOutside={false}
        closeOnEscape={false}
      >
        <RecoveryCodes codes={renew.data.codes} owner={owner} onKept={onClose} />
      </Modal>
    );
  }
  return (
    <FormModal
      title="New recovery codes"
      act="Make new codes"
      isBusy={renew.isPending}
      error={renew.error}
      onClose={onClose}
      onSubmit={form.onSubmit((proof) => renew.mutate(proof), focusFirstError(form))}
    >
      <Text size="sm" c="dimmed">
        Ten new codes replace those you have.
      </Text>
      <ProofFields form={form} />
    </FormModal>
  );
}
