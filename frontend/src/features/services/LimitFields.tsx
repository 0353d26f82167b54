import { NumberInput, SimpleGrid, Text } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { ServiceValues } from "./serviceForm";

const LIMITS = {
  max_per_day: "A day, in all",
  customer_max_per_day: "A customer a day",
  customer_max_per_week: "A customer a week",
} as const;

/** How often it can be booked. */
export function LimitFields({ form }: { form: UseFormReturnType<ServiceValues> }) {
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        {Object.entries(LIMITS).map(([name, label]) => (
          <NumberInput
            key={name}
            label={label}
            min={1}
            max={1000}
            allowDecimal={false}
            {...form.getInputProps(name)}
          />
        ))}
      </SimpleGrid>
      <Text size="xs" c="dimmed">
        Empty means without limit. Weeks begin on Monday.
      </Text>
    </>
  );
}
