import { Group, NumberInput, Select, Stack, Text } from "@mantine/core";
import { dayText } from "../../lib/format";
import { dayOf } from "../../lib/zones";
import { DayPicker } from "../../ui/DayPicker";
import { CHOICES, type Every, type Repetition, weeklyFrom } from "./repeating";

interface RepeatFieldsProps {
  value: Repetition | null;
  startsAt: string;
  zone: string;
  locale: string;
  onChange: (repetition: Repetition | null) => void;
}

/** Whether the appointment repeats, how often and until when. */
export function RepeatFields({ value, startsAt, zone, locale, onChange }: RepeatFieldsProps) {
  const set = (changes: Partial<Repetition>) => value && onChange({ ...value, ...changes });
  return (
    <Stack gap="xs">
      <Group align="end" gap="xs">
        <Select
          label="Repeat"
          placeholder="Does not repeat"
          clearable
          flex={1}
          miw={170}
          value={value?.every ?? null}
          data={CHOICES}
          onChange={(every) =>
            onChange(
              every ? { ...(value ?? weeklyFrom(startsAt, zone)), every: every as Every } : null,
            )
          }
        />
        {value && (
          <Select
            label="Ends"
            allowDeselect={false}
            w={150}
            value={value.ends}
            data={[
              { value: "count", label: "After a number" },
              { value: "day", label: "On a day" },
              { value: "never", label: "Never" },
            ]}
            onChange={(ends) => set({ ends: ends as Repetition["ends"] })}
          />
        )}
        {value?.ends === "count" && (
          <NumberInput
            label="Appointments"
            w={120}
            min={2}
            max={366}
            clampBehavior="strict"
            value={value.count}
            onChange={(count) => set({ count: Number(count) || 2 })}
          />
        )}
      </Group>
      {value?.ends === "day" && (
        <Group gap="xs">
          <Text size="sm">Last day:</Text>
          <DayPicker
            day={value.until}
            today={dayOf(Date.now(), zone)}
            onChange={(until) => set({ until })}
          >
            <Text fw={550} size="sm">
              {dayText(value.until, locale, "date")}
            </Text>
          </DayPicker>
        </Group>
      )}
      {value?.ends === "never" && (
        <Text size="sm" c="dimmed">
          It is booked for one year, 366 appointments at most. Repeat it again before it ends.
        </Text>
      )}
    </Stack>
  );
}
