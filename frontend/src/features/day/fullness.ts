import type { Appointment } from "../../api/generated/api.schemas";

type Span = readonly [from: number, until: number];

/** Spans in order, none touching the next. */
export function merged(spans: Span[]): Span[] {
  const ranges: [number, number][] = [];
  for (const [from, until] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = ranges.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], until);
    else if (until > from) ranges.push([from, until]);
  }
  return ranges;
}

const TAKES_NO_TIME = new Set(["no_show", "cancelled", "rejected", "expired"]);

/** When this resource is booked, overlaps counted once. */
export function bookedSpans(appointments: Appointment[], resourceId: string): Span[] {
  return merged(
    appointments
      .filter(({ state }) => !TAKES_NO_TIME.has(state))
      .flatMap(({ allocations }) => allocations)
      .filter(({ resource_id }) => resource_id === resourceId)
      .map(({ starts_at, ends_at }) => [Date.parse(starts_at), Date.parse(ends_at)] as const),
  );
}

export function minutesOf(spans: Span[]): number {
  return spans.reduce((sum, [from, until]) => sum + (until - from) / 60_000, 0);
}

/** The minutes of `open` that `booked` takes; what lies outside of hours counts for nothing. */
export function takenMinutes(open: Span[], booked: Span[]): number {
  let minutes = 0;
  for (const [from, until] of open) {
    for (const [start, end] of booked) {
      minutes += Math.max(0, Math.min(until, end) - Math.max(from, start)) / 60_000;
    }
  }
  return minutes;
}
