import { Fieldset, NumberInput, SimpleGrid, Stack, Switch, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Tenant } from "../../api/generated/api.schemas";
import { useTenant } from "../../api/tenant";
import { moneyText } from "../../lib/format";
import { PAYMENT_NAMES } from "../../lib/payment";
import { Begun } from "../../ui/Begun";
import { SaveBar } from "../../ui/SaveBar";
import { SettingsFields } from "../../ui/SettingsFields";
import { ErrorState, LoadingRows } from "../../ui/States";
import { useTenantSettings } from "../../ui/useTenantSettings";
import { PaymentPolicy } from "./PaymentPolicy";
import { clockOf, QuietHours } from "./QuietHours";
import { Retention } from "./Retention";
import classes from "./Settings.module.css";

/** What bookings are held to from the next one on. */
export function PolicySettings() {
  const tenant = useTenant();
  if (tenant.isPending) return <LoadingRows rows={5} />;
  if (!tenant.data) return <ErrorState error={tenant.error} onRetry={tenant.refetch} />;
  return <Begun now={tenant.data}>{(begun) => <Form tenant={begun} />}</Begun>;
}

function valuesOf(tenant: Tenant) {
  const { cancellation_window_hours, late_fee_percent } = tenant;
  const { payment_methods, payment_method_required } = tenant;
  const { staff_may_reschedule, staff_may_approve, notify_of_visits } = tenant;
  const { quiet_from_minute, quiet_until_minute, waitlist_offer_minutes } = tenant;
  const { erase_customers_after_months } = tenant;
  return {
    cancellation_window_hours,
    late_fee_percent,
    payment_methods,
    payment_method_required,
    staff_may_reschedule,
    staff_may_approve,
    notify_of_visits,
    quiet_from_minute,
    quiet_until_minute,
    waitlist_offer_minutes,
    erase_customers_after_months,
  };
}

function Form({ tenant }: { tenant: Tenant }) {
  const form = useForm({
    initialValues: valuesOf(tenant),
    validate: {
      cancellation_window_hours: between(0, 720, "hours"),
      late_fee_percent: between(0, 100, "percent"),
      payment_methods: (methods, { payment_method_required: isRequired }) =>
        isRequired && methods.length === 0 ? "Choose at least one way to pay." : null,
      waitlist_offer_minutes: between(10, 1440, "minutes"),
      erase_customers_after_months: (value) =>
        value === null ? null : between(6, 120, "months")(value),
    },
  });
  const { onSubmit, bar } = useTenantSettings(form, tenant, {
    valuesOf,
    saved: "Policies saved.",
    reads: {
      payment_methods: (methods) => methods.map((each) => PAYMENT_NAMES[each]).join(", "),
      quiet_from_minute: (minute) => `from ${clockOf(minute)}`,
      quiet_until_minute: (minute) => `until ${clockOf(minute)}`,
      erase_customers_after_months: (months) => (months === null ? "never" : `${months} months`),
    },
  });
  return (
    <form noValidate className={classes.form} onSubmit={onSubmit}>
      <SettingsFields>
        <Fieldset legend="When a guest cancels">
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <NumberInput
              label="Free until, in hours before the start"
              min={0}
              max={720}
              allowDecimal={false}
              suffix=" h"
              {...form.getInputProps("cancellation_window_hours")}
            />
            <NumberInput
              label="After that, part of the price"
              min={0}
              max={100}
              allowDecimal={false}
              suffix=" %"
              {...form.getInputProps("late_fee_percent")}
            />
          </SimpleGrid>
          <Text size="sm" c="dimmed" mt="sm" role="status">
            {exampleOf(form.values, tenant)}
          </Text>
        </Fieldset>
        <PaymentPolicy form={form} />
        <Fieldset legend="When a time is offered from the waitlist">
          <NumberInput
            label="Kept for, in minutes"
            description="Whoever does not answer by then makes room for the next in line. It never reaches past the notice that a service asks for."
            min={10}
            max={1440}
            step={10}
            allowDecimal={false}
            suffix=" min"
            {...form.getInputProps("waitlist_offer_minutes")}
          />
        </Fieldset>
        <Retention
          value={form.values.erase_customers_after_months}
          error={form.errors.erase_customers_after_months}
          onChange={(months) => form.setFieldValue("erase_customers_after_months", months)}
        />
        <QuietHours
          value={form.values}
          errors={form.errors}
          onChange={(quiet) => {
            form.setFieldValue("quiet_from_minute", quiet.quiet_from_minute);
            form.setFieldValue("quiet_until_minute", quiet.quiet_until_minute);
          }}
        />
        <Fieldset legend="What staff may do">
          <Stack gap="md">
            <Switch
              label="Staff may move appointments"
              description="Otherwise owners and managers do."
              {...form.getInputProps("staff_may_reschedule", { type: "checkbox" })}
            />
            <Switch
              label="Staff may answer booking requests"
              description="Otherwise owners and managers approve and decline them."
              {...form.getInputProps("staff_may_approve", { type: "checkbox" })}
            />
          </Stack>
        </Fieldset>
        <Fieldset legend="Visits of SmoothSchedule">
          <Switch
            label="Tell me by mail"
            description="Whenever somebody enters the business or takes a person's place. Activity shows it either way."
            {...form.getInputProps("notify_of_visits", { type: "checkbox" })}
          />
        </Fieldset>
        <SaveBar act="Save policies" {...bar} />
      </SettingsFields>
    </form>
  );
}

function between(low: number, high: number, unit: string) {
  return (value: number | string) =>
    typeof value === "number" && value >= low && value <= high
      ? null
      : `Enter ${low} to ${high} ${unit}.`;
}

interface Policy {
  cancellation_window_hours: number;
  late_fee_percent: number;
}

function exampleOf(
  { cancellation_window_hours: hours, late_fee_percent: percent }: Policy,
  tenant: Tenant,
) {
  if (!percent) return "Guests cancel for nothing until their appointment begins.";
  const price = moneyText(10_000, tenant.currency, tenant.locale);
  const fee = moneyText(100 * percent, tenant.currency, tenant.locale);
  return `Of an appointment for ${price}, ${fee} is recorded when it is cancelled less than ${hours} hours before. Guests read this before they cancel, and cannot move it online by then. No money is collected.`;
}
