import { SimpleGrid, Switch, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { enterTimeOff } from "../../api/generated/api";
import type { Resource } from "../../api/generated/api.schemas";
import { idempotent } from "../../api/http";
import { useSubmission } from "../../api/submission";
import { zoneCity } from "../../lib/format";
import { addDays, dayOf, instantAt, isDay, parseClock, toIso } from "../../lib/zones";
import { Affected } from "../../ui/Affected";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { toast } from "../../ui/toast";

interface TimeOffFormProps {
  resource: Resource;
  zone: string;
  onSaved: () => void;
  onClose: () => void;
}

interface Values {
  isWholeDays: boolean;
  firstDay: string;
  lastDay: string;
  from: string;
  until: string;
  reason: string;
}

/** The moments that the form means: whole days end at the midnight after the last one. */
export function spanOf(values: Values, zone: string): { starts_at: string; ends_at: string } {
  const { isWholeDays, firstDay, lastDay, from, until } = values;
  const start = instantAt(firstDay, isWholeDays ? 0 : parseClock(from), zone);
  const end = isWholeDays
    ? instantAt(addDays(lastDay, 1), 0, zone)
    : instantAt(lastDay, parseClock(until), zone);
  return { starts_at: toIso(start), ends_at: toIso(end) };
}

export function checkTimeOff(values: Values, zone: string): Record<string, string> {
  if (!isDay(values.firstDay)) return { firstDay: "Choose the first day." };
  if (!isDay(values.lastDay)) return { lastDay: "Choose the last day." };
  if (values.lastDay < values.firstDay) return { lastDay: "This is before the first day." };
  const { starts_at, ends_at } = spanOf(values, zone);
  return starts_at < ends_at ? {} : { until: "It must end after it starts." };
}

export function TimeOffForm({ resource, zone, onSaved, onClose }: TimeOffFormProps) {
  const submitOnce = useSubmission();
  const tomorrow = addDays(dayOf(Date.now(), zone), 1);
  const form = useForm<Values>({
    initialValues: {
      isWholeDays: true,
      firstDay: tomorrow,
      lastDay: tomorrow,
      from: "09:00",
      until: "12:00",
      reason: "",
    },
    validate: (values) => checkTimeOff(values, zone),
  });
  const { values } = form;
  const isRight = Object.keys(checkTimeOff(values, zone)).length === 0;
  const save = useMutation({
    mutationFn: (sent: Values) =>
      submitOnce(
        { resource_id: resource.id, ...spanOf(sent, zone), reason: sent.reason.trim() },
        (body, key) => enterTimeOff(body, idempotent(key)),
      ),
    onSuccess: () => {
      onSaved();
      toast(`The time off of ${resource.name} is entered.`);
      onClose();
    },
    onError: (error) => showFieldErrors(form, error),
  });
  const setFirst = (firstDay: string) =>
    form.setValues({
      firstDay,
      lastDay: !values.lastDay || values.lastDay < firstDay ? firstDay : values.lastDay,
    });
  return (
    <FormModal
      title={`Time off for ${resource.name}`}
      act="Enter time off"
      isBusy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={form.onSubmit((sent) => save.mutate(sent), focusFirstError(form))}
    >
      <Switch label="Whole days" {...form.getInputProps("isWholeDays", { type: "checkbox" })} />
      <SimpleGrid cols={2}>
        <TextInput
          type="date"
          label={values.isWholeDays ? "First day" : "From"}
          data-autofocus
          {...form.getInputProps("firstDay")}
          onChange={({ currentTarget }) => setFirst(currentTarget.value)}
        />
        {values.isWholeDays ? (
          <TextInput type="date" label="Last day" {...form.getInputProps("lastDay")} />
        ) : (
          <TextInput type="time" label="At" {...form.getInputProps("from")} />
        )}
        {!values.isWholeDays && (
          <>
            <TextInput type="date" label="Until" {...form.getInputProps("lastDay")} />
            <TextInput type="time" label="At" {...form.getInputProps("until")} />
          </>
        )}
      </SimpleGrid>
      <Text size="xs" c="dimmed">
        Times in {zoneCity(zone)}.
      </Text>
      <TextInput
        label="Reason (optional)"
        description="Only the team sees it."
        maxLength={200}
        {...form.getInputProps("reason")}
      />
      {isRight && (
        <Affected of={{ resource_id: resource.id }} span={spanOf(values, zone)} zone={zone} />
      )}
    </FormModal>
  );
}
