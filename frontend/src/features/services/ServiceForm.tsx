import {
  Divider,
  List,
  NumberInput,
  Select,
  SimpleGrid,
  Switch,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { createService, getService, updateService } from "../../api/generated/api";
import type { NewService, Service } from "../../api/generated/api.schemas";
import { idempotent } from "../../api/http";
import { keys } from "../../api/keys";
import { resourcesQuery } from "../../api/lists";
import { useBusiness, useMe } from "../../api/session";
import { useSubmission } from "../../api/submission";
import { currencyDigits } from "../../lib/format";
import { MAY, may } from "../../lib/permissions";
import { ColorField } from "../../ui/ColorField";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { toast } from "../../ui/toast";
import { useChangeOf } from "../../ui/useChangeOf";
import { AddonsField } from "./AddonsField";
import { ContractSection } from "./ContractSection";
import { LimitFields } from "./LimitFields";
import { NeedsFields } from "./NeedsFields";
import { PartsField } from "./PartsField";
import { Preview } from "./Preview";
import { QuestionsField } from "./QuestionsField";
import { checkQuestions } from "./questions";
import { RemindersField } from "./RemindersField";
import {
  bodyOf,
  checkService,
  kindsNeeded,
  minutesOf,
  rulesText,
  type ServiceValues,
  valuesOf,
} from "./serviceForm";
import { GRIDS, readsOf } from "./serviceWords";
import { useContractChoice } from "./useContractChoice";

interface ServiceFormProps {
  service?: Service;
  previewOf: (draft: NewService, serviceId?: string) => ReactNode;
  onClose: () => void;
}

export function ServiceForm({ service, previewOf, onClose }: ServiceFormProps) {
  const { currency } = useBusiness();
  const client = useQueryClient();
  const submitOnce = useSubmission();
  const me = useMe();
  const isLocked = !may(me, MAY.editServices);
  const mayRequire = may(me, MAY.viewContracts);
  const asked = useContractChoice(service?.id, mayRequire);
  const resources = useQuery(resourcesQuery).data ?? [];
  const form = useForm<ServiceValues>({
    initialValues: valuesOf(service, currency),
    validate: checkService,
  });
  const { change } = useChangeOf(form, service, {
    valuesOf: (now) => valuesOf(now, currency),
    newest: ({ id }) => getService(id),
    reads: readsOf(resources),
  });
  const save = useMutation({
    mutationFn: async (values: ServiceValues) => {
      const body = bodyOf(values, currency);
      const saved = service
        ? await change(values, (seen) => updateService(service.id, body, seen))
        : await submitOnce(body, (sent, key) => createService(sent, idempotent(key)));
      await asked.save(saved.id);
      return saved;
    },
    onSuccess: (saved) => {
      client.invalidateQueries({ queryKey: keys.services.all });
      client.invalidateQueries({ queryKey: keys.slots.all });
      toast(service ? `${saved.name} is saved.` : `${saved.name} is added.`);
      onClose();
    },
    onError: (error) => {
      client.invalidateQueries({ queryKey: keys.services.all });
      showFieldErrors(form, error);
    },
  });
  const minutes = (name: keyof ServiceValues, label: string) => (
    <NumberInput
      label={label}
      suffix=" min"
      min={0}
      step={5}
      allowDecimal={false}
      {...form.getInputProps(name)}
    />
  );
  const check = (name: keyof ServiceValues, label: string) => (
    <Switch label={label} {...form.getInputProps(name, { type: "checkbox" })} />
  );
  return (
    <FormModal
      title={service ? `${isLocked ? "" : "Edit "}${service.name}` : "New service"}
      isLocked={isLocked}
      act={service ? "Save" : "Add service"}
      size={isLocked ? "lg" : "62rem"}
      aside={
        !isLocked && (
          <Preview values={form.values} currency={currency}>
            {(draft) => previewOf(draft, service?.id)}
          </Preview>
        )
      }
      isBusy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values), focusFirstError(form))}
    >
      <TextInput label="Name" data-autofocus {...form.getInputProps("name")} />
      <Textarea
        label="Description"
        description="Shown on the booking page."
        {...form.getInputProps("description")}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {form.values.parts.length === 0 ? (
          minutes("duration_minutes", "Duration")
        ) : (
          <NumberInput
            label="Duration of the parts"
            suffix=" min"
            readOnly
            value={minutesOf(form.values)}
          />
        )}
        <NumberInput
          label={`Price in ${currency}${form.values.capacity === "" ? "" : ", for a seat"}`}
          min={0}
          decimalScale={currencyDigits(currency)}
          {...form.getInputProps("price")}
        />
      </SimpleGrid>
      <NumberInput
        label="Seats"
        description="For a class that several customers share. Empty means one customer at a time."
        placeholder="No class"
        min={2}
        max={500}
        allowDecimal={false}
        {...form.getInputProps("capacity")}
      />
      <ColorField
        label="Colour"
        value={form.values.color}
        error={form.errors.color}
        onChange={(color) => form.setFieldValue("color", color)}
      />
      <Divider label="Who and what it needs" labelPosition="left" />
      <NeedsFields form={form} resources={resources} />
      <Divider label="In one piece or in parts" labelPosition="left" />
      <PartsField
        parts={form.values.parts}
        minutes={form.values.duration_minutes}
        kinds={kindsNeeded(form.values)}
        error={form.errors.parts}
        onChange={(parts) => form.setFieldValue("parts", parts)}
      />
      <Divider label="What can be booked along" labelPosition="left" />
      <AddonsField
        addons={form.values.addons}
        currency={currency}
        error={form.errors.addons}
        onChange={(addons) => form.setFieldValue("addons", addons)}
      />
      <Divider label="What customers are asked" labelPosition="left" />
      <QuestionsField
        questions={form.values.questions}
        error={form.errors.questions}
        errors={form.errors.questions ? checkQuestions(form.values.questions) : {}}
        onChange={(change) => form.setFieldValue("questions", change)}
      />
      <Divider label="When it can be booked" labelPosition="left" />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {minutes("buffer_before_minutes", "Free before")}
        {minutes("buffer_after_minutes", "Free after")}
        {minutes("step_minutes", "A time every")}
        <NumberInput
          label="Notice"
          suffix=" h"
          min={0}
          {...form.getInputProps("lead_time_hours")}
        />
        <NumberInput
          label="How far ahead"
          description="Empty means without limit."
          suffix=" days"
          min={1}
          allowDecimal={false}
          {...form.getInputProps("horizon_days")}
        />
      </SimpleGrid>
      <Select
        label="Where times start"
        allowDeselect={false}
        data={GRIDS}
        {...form.getInputProps("grid")}
      />
      <List size="sm" c="dimmed">
        {rulesText(form.values).map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      <Divider label="How many" labelPosition="left" />
      <LimitFields form={form} />
      <RemindersField
        minutes={form.values.reminder_minutes}
        error={form.errors.reminder_minutes}
        onChange={(minutes) => form.setFieldValue("reminder_minutes", minutes)}
      />
      {mayRequire && asked.choice && (
        <>
          <Divider label="Contract" labelPosition="left" />
          <ContractSection value={asked.choice} theirs={asked.theirs} onChange={asked.set} />
        </>
      )}
      {check("requires_approval", "We confirm each booking by hand")}
      {check("is_public", "Shown on the booking page")}
      {check("is_active", "Can be booked")}
    </FormModal>
  );
}
