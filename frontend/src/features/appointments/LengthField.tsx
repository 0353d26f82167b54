import { NumberInput, Text } from "@mantine/core";
import { useState } from "react";
import type { Appointment } from "../../api/generated/api.schemas";
import { durationText } from "../../lib/format";
import { hasOwnLength, minutesBetween } from "../../lib/lengths";

/** The length that an appointment has or shall have; `given` once that is another. */
export function useLength(appointment: Appointment) {
  const now = minutesBetween(appointment.starts_at, appointment.ends_at);
  const [minutes, set] = useState(now);
  const given = minutes === now ? undefined : { duration_minutes: minutes };
  return { minutes, set, given, isOwn: hasOwnLength(appointment) };
}

interface LengthFieldProps {
  minutes: number;
  onChange: (minutes: number) => void;
}

/** How long it takes: the click-only twin of drawing a bar longer or shorter. */
export function LengthField({ minutes, onChange }: LengthFieldProps) {
  return (
    <NumberInput
      label="Length"
      w={150}
      min={5}
      max={1440}
      step={5}
      suffix=" min"
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="blur"
      value={minutes}
      onChange={(next) => Number(next) >= 1 && onChange(Number(next))}
    />
  );
}

interface SeriesLengthsProps {
  others: number;
  minutes: number | undefined;
  isOwn: boolean;
}

/** What becomes of how long each of a series takes. */
export function SeriesLengths({ others, minutes, isOwn }: SeriesLengthsProps) {
  if (!isOwn) return null;
  return (
    <Text size="sm" c="dimmed" role="status">
      {minutes === undefined
        ? "Each keeps its own length."
        : `All of them take ${durationText(minutes)} then; for ${others} that is another length.`}
    </Text>
  );
}
