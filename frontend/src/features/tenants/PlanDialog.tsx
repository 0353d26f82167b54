import { NumberInput, Select, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { changePlan, getPlatformTenant } from "../../api/generated/api";
import type { PlanChange, PlatformTenant } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness } from "../../api/session";
import { currencyDigits, moneyText } from "../../lib/format";
import { FormModal } from "../../ui/FormModal";
import { showFieldErrors } from "../../ui/forms";
import { toast } from "../../ui/toast";
import { useChangeOf } from "../../ui/useChangeOf";

const PLANS = [
  { value: "free", label: "Free" },
  { value: "professional", label: "Professional" },
  { value: "business", label: "Business" },
  { value: "enterprise", label: "Enterprise" },
];

interface PlanDialogProps {
  tenant: PlatformTenant;
  onClose: () => void;
}

interface Values {
  plan: PlanChange["plan"];
  price: number | string;
  /** What stands now, which saving replaces. */
  agreed: number;
}

function valuesOf({ plan, plan_price_minor }: PlatformTenant): Values {
  return { plan, price: "", agreed: plan_price_minor };
}

/** Another plan and the price agreed for it; nothing is charged. */
export function PlanDialog({ tenant, onClose }: PlanDialogProps) {
  const client = useQueryClient();
  const { locale } = useBusiness();
  const factor = 10 ** currencyDigits(tenant.plan_currency);
  const form = useForm<Values>({ initialValues: valuesOf(tenant) });
  const { change } = useChangeOf<PlatformTenant, Values>(form, tenant, {
    valuesOf,
    newest: ({ id }) => getPlatformTenant(id),
    reads: { plan: (plan) => PLANS.find(({ value }) => value === plan)?.label ?? plan },
  });
  const save = useMutation({
    mutationFn: (values: Values) => {
      const { plan, price } = values;
      const price_minor = typeof price === "number" ? Math.round(price * factor) : null;
      const body = { plan, price_minor, currency: tenant.plan_currency };
      return change(values, (seen) => changePlan(tenant.id, body, seen));
    },
    onSuccess: ({ name, plan }) => {
      toast(`${name} is on the ${plan} plan.`);
      onClose();
    },
    onError: (error) => showFieldErrors(form, error),
    onSettled: () => client.invalidateQueries({ queryKey: keys.platformTenants.all }),
  });
  return (
    <FormModal
      title={`Plan of ${tenant.name}`}
      act="Save plan"
      isBusy={save.isPending}
      error={save.error}
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      onClose={onClose}
    >
      <Select label="Plan" allowDeselect={false} data={PLANS} {...form.getInputProps("plan")} />
      <NumberInput
        label={`Price a month, in ${tenant.plan_currency}`}
        description={`Now: ${moneyText(form.values.agreed, tenant.plan_currency, locale)}. Empty for the list price.`}
        min={0}
        decimalScale={currencyDigits(tenant.plan_currency)}
        {...form.getInputProps("price")}
      />
      <Text size="sm" c="dimmed">
        The price is only recorded. With a smaller plan everything stays; adding more is refused.
      </Text>
    </FormModal>
  );
}
