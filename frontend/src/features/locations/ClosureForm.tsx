import { Select, SimpleGrid, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { addClosure } from "../../api/generated/api";
import type { Location } from "../../api/generated/api.schemas";
import { idempotent } from "../../api/http";
import { useBusiness } from "../../api/session";
import { useSubmission } from "../../api/submission";
import { addDays, dayOf, instantAt, isDay, toIso } from "../../lib/zones";
import { Affected } from "../../ui/Affected";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { toast } from "../../ui/toast";

interface ClosureFormProps {
  locations: Location[];
  onSaved: () => void;
  onClose: () => void;
}

interface Values {
  location_id: string;
  name: string;
  starts_on: string;
  ends_on: string;
  repeats_yearly: boolean;
}

export function checkClosure({ name, starts_on, ends_on }: Values): Record<string, string> {
  const errors: Record<string, string> = {};
  if (!name.trim()) errors.name = "Say what it is, Christmas for example.";
  if (!isDay(starts_on)) errors.starts_on = "Choose the first day.";
  if (!isDay(ends_on)) errors.ends_on = "Choose the last day.";
  else if (ends_on < starts_on) errors.ends_on = "This is before the first day.";
  return errors;
}

export function ClosureForm({ locations, onSaved, onClose }: ClosureFormProps) {
  const business = useBusiness();
  const submitOnce = useSubmission();
  const open = locations.filter(({ is_active }) => is_active);
  const tomorrow = addDays(dayOf(Date.now(), business.zone), 1);
  const form = useForm<Values>({
    initialValues: {
      location_id: open[0]?.id ?? "",
      name: "",
      starts_on: tomorrow,
      ends_on: tomorrow,
      repeats_yearly: false,
    },
    validate: checkClosure,
  });
  const { values } = form;
  const place = locations.find(({ id }) => id === values.location_id);
  const zone = place?.time_zone ?? business.zone;
  const hasDays = !checkClosure({ ...values, name: "any" }).ends_on && isDay(values.starts_on);
  const save = useMutation({
    mutationFn: (sent: Values) =>
      submitOnce({ ...sent, name: sent.name.trim() }, (body, key) =>
        addClosure(body, idempotent(key)),
      ),
    onSuccess: ({ name }) => {
      onSaved();
      toast(`${place?.name ?? "The location"} is closed: ${name}.`);
      onClose();
    },
    onError: (error) => showFieldErrors(form, error),
  });
  const setFirst = (starts_on: string) =>
    form.setValues({
      starts_on,
      ends_on: !values.ends_on || values.ends_on < starts_on ? starts_on : values.ends_on,
    });
  return (
    <FormModal
      title="Close for some days"
      act="Close these days"
      isBusy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={form.onSubmit((sent) => save.mutate(sent), focusFirstError(form))}
    >
      <TextInput
        label="What it is"
        placeholder="Christmas"
        data-autofocus
        maxLength={120}
        {...form.getInputProps("name")}
      />
      <Select
        label="Location"
        allowDeselect={false}
        data={open.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps("location_id")}
      />
      <SimpleGrid cols={2}>
        <TextInput
          type="date"
          label="First day"
          {...form.getInputProps("starts_on")}
          onChange={({ currentTarget }) => setFirst(currentTarget.value)}
        />
        <TextInput type="date" label="Last day" {...form.getInputProps("ends_on")} />
      </SimpleGrid>
      <Switch
        label="Every year on these dates"
        {...form.getInputProps("repeats_yearly", { type: "checkbox" })}
      />
      {hasDays && place && (
        <Affected
          of={{ location_id: place.id }}
          span={{
            starts_at: toIso(instantAt(values.starts_on, 0, zone)),
            ends_at: toIso(instantAt(addDays(values.ends_on, 1), 0, zone)),
          }}
          zone={zone}
        />
      )}
    </FormModal>
  );
}
