import { Checkbox, Fieldset, Group, Stack, Switch } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { PAYMENT_METHODS, PAYMENT_NAMES, type PaymentMethod } from "../../lib/payment";

interface Payment {
  payment_methods: PaymentMethod[];
  payment_method_required: boolean;
}

/** What guests are asked about paying when they book. */
export function PaymentPolicy<T extends Payment>({ form }: { form: UseFormReturnType<T> }) {
  return (
    <Fieldset legend="How guests pay">
      <Stack gap="md">
        <Checkbox.Group
          label="Accepted at your place"
          description="Guests choose one when they book something that has a price. It is recorded with the appointment; no money is collected."
          {...form.getInputProps("payment_methods")}
        >
          <Group gap="md" mt="xs">
            {PAYMENT_METHODS.map((method) => (
              <Checkbox key={method} value={method} label={PAYMENT_NAMES[method]} />
            ))}
          </Group>
        </Checkbox.Group>
        <Switch
          label="Guests must choose one"
          description="Otherwise they may leave it open."
          {...form.getInputProps("payment_method_required", { type: "checkbox" })}
        />
      </Stack>
    </Fieldset>
  );
}
