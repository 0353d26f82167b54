import { Fieldset, NumberInput, Stack, Switch } from "@mantine/core";
import type { ReactNode } from "react";

const AT_FIRST = 36;

interface RetentionProps {
  /** Months; none is never. */
  value: number | null;
  error: ReactNode;
  onChange: (months: number | null) => void;
}

/** Whether customers are erased by themselves, and after how long. */
export function Retention({ value, error, onChange }: RetentionProps) {
  return (
    <Fieldset legend="When customers do not come back">
      <Stack gap="md">
        <Switch
          label="Erase customers whom we have not seen for long"
          description="Every night, as if you erased them by hand: amounts and signed contracts stay, the person goes. It cannot be taken back."
          checked={value !== null}
          error={value === null && error}
          onChange={(event) => onChange(event.currentTarget.checked ? AT_FIRST : null)}
        />
        {value !== null && (
          <NumberInput
            label="Not seen for, in months"
            description="Neither an appointment, nor a signature, a place on a waitlist or a sign-in."
            min={6}
            max={120}
            allowDecimal={false}
            value={value}
            error={error}
            onChange={(months) => onChange(typeof months === "number" ? months : 0)}
          />
        )}
      </Stack>
    </Fieldset>
  );
}
