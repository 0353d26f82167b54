import { SimpleGrid, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  createCustomer,
  getCustomer,
  listCustomerTags,
  updateCustomer,
} from "../../api/generated/api";
import type { Customer } from "../../api/generated/api.schemas";
import { idempotent } from "../../api/http";
import { keys } from "../../api/keys";
import { useSubmission } from "../../api/submission";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { toast } from "../../ui/toast";
import { useChangeOf } from "../../ui/useChangeOf";
import { ZoneField } from "../../ui/ZoneField";

interface CustomerFormProps {
  customer?: Customer;
  onClose: () => void;
}

interface Values {
  name: string;
  email: string;
  phone: string;
  time_zone: string | null;
  notes: string;
  tags: string[];
}

function bodyOf({ name, email, phone, time_zone, notes, tags }: Values) {
  return {
    name: name.trim(),
    email: email.trim() || null,
    phone: phone.trim() || null,
    time_zone,
    notes,
    tags,
  };
}

function valuesOf(customer: Customer | undefined): Values {
  return {
    name: customer?.name ?? "",
    email: customer?.email ?? "",
    phone: customer?.phone ?? "",
    time_zone: customer?.time_zone ?? null,
    notes: customer?.notes ?? "",
    tags: customer?.tags ?? [],
  };
}

export function CustomerForm({ customer, onClose }: CustomerFormProps) {
  const client = useQueryClient();
  const submitOnce = useSubmission();
  const form = useForm<Values>({
    initialValues: valuesOf(customer),
    validate: {
      name: (value) => (value.trim() ? null : "Enter a name."),
      email: (value) => (!value || /.+@.+\..+/.test(value) ? null : "This is no e-mail address."),
    },
  });
  const tags = useQuery({
    queryKey: keys.customers.tags,
    queryFn: ({ signal }) => listCustomerTags({ signal }),
  });
  const { change } = useChangeOf(form, customer, {
    valuesOf,
    newest: ({ id }) => getCustomer(id),
    reads: { tags: (tags) => tags.join(", ") },
  });
  const save = useMutation({
    mutationFn: (values: Values) =>
      customer
        ? change(values, (seen) => updateCustomer(customer.id, bodyOf(values), seen))
        : submitOnce(bodyOf(values), (body, key) => createCustomer(body, idempotent(key))),
    onSuccess: (saved) => {
      client.setQueryData(keys.customers.one(saved.id), saved);
      client.invalidateQueries({ queryKey: keys.customers.all });
      client.invalidateQueries({ queryKey: keys.appointments.all });
      toast(customer ? `${saved.name} is saved.` : `${saved.name} is added.`);
      onClose();
    },
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <FormModal
      title={customer ? `Edit ${customer.name}` : "New customer"}
      act={customer ? "Save" : "Add customer"}
      isBusy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values), focusFirstError(form))}
    >
      <TextInput label="Name" data-autofocus {...form.getInputProps("name")} />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label="E-mail" type="email" {...form.getInputProps("email")} />
        <TextInput label="Phone" type="tel" {...form.getInputProps("phone")} />
      </SimpleGrid>
      <ZoneField
        description="For quiet hours of reminders. Left empty, it is where you serve them."
        clearable
        {...form.getInputProps("time_zone")}
      />
      <TagsInput
        label="Tags"
        description="Words to sort by, such as “regular”. Only your team sees these."
        data={tags.data?.items.map(({ tag }) => tag) ?? []}
        maxTags={20}
        splitChars={[",", ";"]}
        acceptValueOnBlur
        clearable
        {...form.getInputProps("tags")}
      />
      <Textarea
        label="Notes"
        description="Only your team sees these."
        {...form.getInputProps("notes")}
      />
    </FormModal>
  );
}
