import { Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { addBusySource } from "../../api/generated/api";
import type { NewBusySource, Resource } from "../../api/generated/api.schemas";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { toast } from "../../ui/toast";

interface BusySourceFormProps {
  resource: Resource;
  onSaved: () => void;
  onClose: () => void;
}

/** The address of a calendar kept elsewhere. */
export function BusySourceForm({ resource, onSaved, onClose }: BusySourceFormProps) {
  const form = useForm<NewBusySource>({
    initialValues: { name: "", url: "" },
    validate: {
      name: (name) => (name.trim() ? null : "Give it a name."),
      url: (url) => (url.trim().length >= 8 ? null : "Paste the address of the calendar."),
    },
  });
  const save = useMutation({
    mutationFn: ({ name, url }: NewBusySource) =>
      addBusySource(resource.id, { name: name.trim(), url: url.trim() }),
    onSuccess: (added) => {
      onSaved();
      toast(`${added.name} is being read.`);
      onClose();
    },
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <FormModal
      title={`When ${resource.name} is busy elsewhere`}
      act="Add calendar"
      isBusy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={form.onSubmit((sent) => save.mutate(sent), focusFirstError(form))}
    >
      <TextInput
        label="Name"
        placeholder="Private calendar"
        maxLength={80}
        data-autofocus
        {...form.getInputProps("name")}
      />
      <TextInput
        label="Address (iCal or .ics)"
        placeholder="https://…/basic.ics"
        autoComplete="off"
        {...form.getInputProps("url")}
      />
      <Text size="xs" c="dimmed">
        Google calls it the secret address in iCal format, Outlook a published ICS link. It is read
        every quarter of an hour. Only when it is busy is kept, not with what.
      </Text>
    </FormModal>
  );
}
