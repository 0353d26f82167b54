import { Fieldset, SimpleGrid, Switch, Text, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { parseClock } from "../../lib/zones";

export interface Quiet {
  quiet_from_minute: number;
  quiet_until_minute: number;
}

interface QuietHoursProps {
  value: Quiet;
  errors?: Partial<Record<keyof Quiet, ReactNode>>;
  onChange: (quiet: Quiet) => void;
}

const NIGHT: Quiet = { quiet_from_minute: 21 * 60, quiet_until_minute: 8 * 60 };
const NEVER: Quiet = { quiet_from_minute: 0, quiet_until_minute: 0 };

export function clockOf(minute: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** When no reminder disturbs a customer, by the clock where they are. */
export function QuietHours({ value, errors = {}, onChange }: QuietHoursProps) {
  const { quiet_from_minute: from, quiet_until_minute: until } = value;
  const isOn = from !== until;
  const set = (name: keyof Quiet) => (event: React.ChangeEvent<HTMLInputElement>) => {
    if (event.currentTarget.value) {
      onChange({ ...value, [name]: parseClock(event.currentTarget.value) });
    }
  };
  return (
    <Fieldset legend="Reminders">
      <Switch
        label="Quiet hours"
        description="By the clock where the customer is. How long before an appointment they are reminded, each service says."
        checked={isOn}
        error={!isOn && (errors.quiet_from_minute ?? errors.quiet_until_minute)}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? NIGHT : NEVER)}
      />
      {isOn && (
        <>
          <SimpleGrid cols={2} mt="md">
            <TextInput
              type="time"
              label="From"
              value={clockOf(from)}
              error={errors.quiet_from_minute}
              onChange={set("quiet_from_minute")}
            />
            <TextInput
              type="time"
              label="Until"
              value={clockOf(until)}
              error={errors.quiet_until_minute}
              onChange={set("quiet_until_minute")}
            />
          </SimpleGrid>
          <Text size="sm" c="dimmed" mt="sm">
            A reminder due in these hours goes out when they end, if that is an hour before the
            appointment at least; otherwise a quarter of an hour before they begin.
          </Text>
        </>
      )}
    </Fieldset>
  );
}
