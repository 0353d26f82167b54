import type { Appointment, Resource } from "../../../api/generated/api.schemas";
import { dayOf, minutesOf, parseClock, weekdayOf } from "../../../lib/zones";

/** Minutes after midnight, half-open. */
export interface Span {
  from: number;
  until: number;
}

const DAY_MINUTES = 1440;
const HOUR = 60;
/** Whole hours that divide the drawn day evenly. */
const WINDOW_HOURS = [8, 9, 10, 12, 15, 16, 18, 20, 24];

/** When this resource is open on that day of the week. */
export function openSpans(resource: Resource, day: string): Span[] {
  return resource.hours
    .filter(({ weekday }) => weekday === weekdayOf(day))
    .map(({ opens, closes }) => ({ from: parseClock(opens), until: parseClock(closes) }))
    .sort((a, b) => a.from - b.from);
}

export function isOpen(resource: Resource, day: string, from: number, until: number): boolean {
  let reached = from;
  for (const span of openSpans(resource, day)) {
    if (span.from <= reached && span.until > reached) reached = span.until;
  }
  return reached >= until;
}

/**
 * The hours worth drawing: all opening hours and appointments of these days, in whole hours.
 * Nights are left out, so that the day gets the width.
 */
export function hoursToDraw(
  resources: Resource[],
  days: string[],
  appointments: Appointment[],
  zone: string,
): Span {
  let from = DAY_MINUTES;
  let until = 0;
  const cover = (span: Span) => {
    from = Math.min(from, span.from);
    until = Math.max(until, span.until);
  };
  for (const resource of resources) {
    for (const day of days) openSpans(resource, day).forEach(cover);
  }
  for (const { starts_at, ends_at } of appointments) {
    const isOneDay = dayOf(starts_at, zone) === dayOf(ends_at, zone);
    if (days.includes(dayOf(starts_at, zone))) {
      const start = minutesOf(starts_at, zone);
      cover({ from: start, until: isOneDay ? minutesOf(ends_at, zone) : DAY_MINUTES });
    }
  }
  if (from >= until) return { from: 9 * HOUR, until: 18 * HOUR };
  return widened(from, until);
}

function widened(from: number, until: number): Span {
  const start = Math.floor(from / HOUR);
  const end = Math.ceil(until / HOUR);
  const hours = WINDOW_HOURS.find((count) => count >= end - start) ?? 24;
  const first = Math.max(0, Math.min(start, 24 - hours));
  return { from: first * HOUR, until: (first + hours) * HOUR };
}
