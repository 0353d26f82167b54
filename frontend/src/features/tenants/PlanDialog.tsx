import { NumberInput, Select, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { changePlan } from "../../api/generated/api";
import type { PlanChange, PlatformTenant } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { currencyDigits } from "../../lib/format";
import { FormModal } from "../../ui/FormModal";
import { showFieldErrors } from "../../ui/forms";
import { toast } from "../../ui/toast";

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

/** Another plan and the price agreed for it; nothing is charged. */
export function PlanDialog({ tenant, onClose }: PlanDialogProps) {
  const client = useQueryClient();
  const factor = 10 ** currencyDigits(tenant.plan_currency);
  const form = useForm<{ plan: PlanChange["plan"]; price: number | string }>({
    initialValues: { plan: tenant.plan, price: "" },
  });
  const save = useMutation({
    mutationFn: ({ plan, price }: { plan: PlanChange["plan"]; price: number | string }) =>
      changePlan(
        tenant.id,
        {
          plan,
          price_minor: typeof price === "number" ? Math.round(price * factor) : null,
          currency: tenant.plan_currency,
        },
        ifMatch(tenant.version),
      ),
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
        description="Empty for the list price."
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
