import { Alert, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { transferOwnership } from "../../api/generated/api";
import type { UserItem } from "../../api/generated/api.schemas";
import { useMe } from "../../api/session";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { toast } from "../../ui/toast";

interface TransferFormProps {
  person: UserItem;
  onClose: () => void;
}

/** Giving the business away asks for its name, so that nobody does it in passing. */
export function TransferForm({ person, onClose }: TransferFormProps) {
  const client = useQueryClient();
  const business = useMe().tenant?.name ?? "";
  const form = useForm({
    initialValues: { business_name: "" },
    validate: {
      business_name: (value) =>
        value.trim().toLowerCase() === business.trim().toLowerCase()
          ? null
          : `Type “${business}” to confirm.`,
    },
  });
  const give = useMutation({
    mutationFn: ({ business_name }: typeof form.values) =>
      transferOwnership({ user_id: person.id, business_name }),
    onSuccess: ({ name }) => {
      toast(`${name} owns ${business} now. You are a manager.`);
      client.invalidateQueries();
      onClose();
    },
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <FormModal
      title={`Hand ${business} over to ${person.name}?`}
      act="Hand over"
      isBusy={give.isPending}
      error={give.error}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => give.mutate(values), focusFirstError(form))}
    >
      <Alert color="yellow" icon={<IconAlertTriangle size={18} />}>
        {person.name} decides about everything from then on: people, rights, settings. You become a
        manager, and only {person.name} can give the business back.
      </Alert>
      <TextInput
        label="Name of the business"
        description={`Type “${business}” to confirm.`}
        autoComplete="off"
        data-autofocus
        {...form.getInputProps("business_name")}
      />
    </FormModal>
  );
}
