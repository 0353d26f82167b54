import { Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { correctSigner } from "../../api/generated/api";
import type { ContractDetail, ContractSigner } from "../../api/generated/api.schemas";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { toast } from "../../ui/toast";
import { NamingNotice } from "./NamingNotice";
import { namingQuery, useTakeContract } from "./queries";
import { VoidContract } from "./VoidContract";

interface CorrectSignerProps {
  contract: ContractDetail;
  signer: ContractSigner;
  onClose: () => void;
}

/** Another name or address for one who has not signed; what they had filled in is gone. */
export function CorrectSigner({ contract, signer, onClose }: CorrectSignerProps) {
  const take = useTakeContract();
  const [isVoiding, setVoiding] = useState(false);
  const naming = useQuery(namingQuery(contract, signer.id));
  const form = useForm({
    initialValues: { name: signer.name, email: signer.email ?? "" },
    validate: {
      name: (value) => (value.trim() ? null : "Enter a name."),
      email: (value) => (/.+@.+\..+/.test(value) ? null : "This is no e-mail address."),
    },
  });
  const save = useMutation({
    mutationFn: (values: typeof form.values) =>
      correctSigner(contract.id, signer.id, {
        name: values.name.trim(),
        email: values.email.trim(),
      }),
    onSuccess: (changed) => {
      take(changed);
      toast(`${form.values.name.trim()} is the ${signer.role_name} now.`);
      onClose();
    },
    onError: (error) => showFieldErrors(form, error),
  });
  if (isVoiding) return <VoidContract contract={contract} goesOn onClose={onClose} />;
  return (
    <FormModal
      title={`Correct ${signer.name}`}
      act="Save"
      isBusy={save.isPending}
      error={save.error}
      inputs={Object.keys(form.values)}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values), focusFirstError(form))}
    >
      <Text size="sm" c="dimmed">
        If it is their turn, a new link is mailed to them; the old one stops working. To put
        somebody else in their place, change both name and address: as long as one of the two stays,
        it counts as the same person, corrected.
      </Text>
      <TextInput label="Name" data-autofocus {...form.getInputProps("name")} />
      <TextInput label="E-mail" type="email" {...form.getInputProps("email")} />
      {naming.data && (
        <NamingNotice
          naming={naming.data}
          name={form.values.name.trim()}
          onVoid={contract.can.void ? () => setVoiding(true) : undefined}
        />
      )}
    </FormModal>
  );
}
