import { Button, Group, NumberInput, Text } from "@mantine/core";
import { useState } from "react";
import type { Appointment } from "../../api/generated/api.schemas";
import { durationText } from "../../lib/format";
import { hasOwnLength, minutesBetween } from "../../lib/lengths";

/**
 * The length that an appointment has or shall have; `given` once that is another, or once it was
 * chosen for many, of which some may take another.
 */
export function useLength(appointment: Appointment, isForMany: boolean) {
  const now = minutesBetween(appointment.starts_at, appointment.ends_at);
  const [chosen, set] = useState<number | null>(null);
  const minutes = chosen ?? now;
  const isGiven = chosen !== null && (isForMany || chosen !== now);
  const given = isGiven ? { duration_minutes: minutes } : undefined;
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
  length: ReturnType<typeof useLength>;
  /** For how many it is another; unknown until that was asked. */
  others: number | undefined;
}

/** What becomes of how long each of a series takes. */
export function SeriesLengths({ length, others }: SeriesLengthsProps) {
  const all = durationText(length.minutes);
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed" role="status">
        {length.given
          ? `All of them take ${all}${changeText(others)}.`
          : "Each keeps its own length."}
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => length.set(length.given ? null : length.minutes)}
      >
        {length.given ? "Let each keep its own" : `Let all take ${all}`}
      </Button>
    </Group>
  );
}

function changeText(others: number | undefined): string {
  if (others === undefined) return " then";
  return others === 0 ? ", as they do now" : ` then; for ${others} that is another length`;
}
