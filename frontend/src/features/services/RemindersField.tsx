import { MultiSelect } from "@mantine/core";
import type { ReactNode } from "react";
import { countText, durationText } from "../../lib/format";

const HOUR = 60;
const DAY = 24 * HOUR;
const OFFERED = [15, 30, HOUR, 2 * HOUR, 4 * HOUR, 12 * HOUR, DAY, 2 * DAY, 3 * DAY, 7 * DAY];
const MOST = 5;

interface RemindersFieldProps {
  minutes: number[];
  error?: ReactNode;
  onChange: (minutes: number[]) => void;
}

/** "1 day before", "2 h before" */
export function leadText(minutes: number): string {
  const span = minutes % DAY === 0 ? countText(minutes / DAY, "day") : durationText(minutes);
  return `${span} before`;
}

/** How long before the start customers are reminded, several times if wanted. */
export function RemindersField({ minutes, error, onChange }: RemindersFieldProps) {
  const all = [...new Set([...OFFERED, ...minutes])].sort((a, b) => a - b);
  return (
    <MultiSelect
      label="Remind customers by e-mail"
      description="Never in their quiet hours: those are set under Settings, Policies."
      placeholder={minutes.length === 0 ? "Nobody is reminded" : undefined}
      error={error}
      hidePickedOptions
      clearable
      maxValues={MOST}
      data={all.map((each) => ({ value: String(each), label: leadText(each) }))}
      value={minutes.map(String)}
      onChange={(chosen) => onChange(chosen.map(Number).sort((a, b) => b - a))}
    />
  );
}
