interface TimeOfDay {
  label: string;
  from_minute: number;
  until_minute: number;
}

const NOON = 720;
const EVENING = 1020;

/** The times of day that can be waited for. */
export const TIMES_OF_DAY: Record<string, TimeOfDay> & { any: TimeOfDay } = {
  any: { label: "Any time", from_minute: 0, until_minute: 1440 },
  morning: { label: "Morning, before 12:00", from_minute: 0, until_minute: NOON },
  afternoon: { label: "Afternoon, 12:00 to 17:00", from_minute: NOON, until_minute: EVENING },
  evening: { label: "Evening, from 17:00", from_minute: EVENING, until_minute: 1440 },
};

/** The name of a time of day, or null where any will do. */
export function timeOfDayText(from: number, until: number): string | null {
  const known = Object.values(TIMES_OF_DAY).find(
    (each) => each.from_minute === from && each.until_minute === until,
  );
  if (known === TIMES_OF_DAY.any) return null;
  return known?.label ?? `${clock(from)} to ${clock(until)}`;
}

function clock(minute: number): string {
  const [hour, rest] = [Math.floor(minute / 60), minute % 60];
  return `${String(hour).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}
