import { Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { correctSigner } from "../../api/generated/api";
import type { ContractSigner } from "../../api/generated/api.schemas";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { toast } from "../../ui/toast";
import { useTakeContract } from "./queries";

interface CorrectSignerProps {
  contractId: string;
  signer: ContractSigner;
  onClose: () => void;
}

/** Another name or address for one who has not signed; what they had filled in is gone. */
export function CorrectSigner({ contractId, signer, onClose }: CorrectSignerProps) {
  const take = useTakeContract();
  const form = useForm({
    initialValues: { name: signer.name, email: signer.email ?? "" },
    validate: {
      name: (value) => (value.trim() ? null : "Enter a name."),
      email: (value) => (/.+@.+\..+/.test(value) ? null : "This is no e-mail address."),
    },
  });
  const save = useMutation({
    mutationFn: ({ name, email }: typeof form.values) =>
      correctSigner(contractId, signer.id, { name: name.trim(), email: email.trim() }),
    onSuccess: (contract) => {
      take(contract);
      toast(`${form.values.name.trim()} is the ${signer.role_name} now.`);
      onClose();
    },
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <FormModal
      title={`Correct ${signer.name}`}
      act="Save"
      isBusy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values), focusFirstError(form))}
    >
      <Text size="sm" c="dimmed">
        If it is their turn, a new link is mailed to them; the old one stops working. To put
        somebody else in their place, write that person's name and address.
      </Text>
      <TextInput label="Name" data-autofocus {...form.getInputProps("name")} />
      <TextInput label="E-mail" type="email" {...form.getInputProps("email")} />
    </FormModal>
  );
}
