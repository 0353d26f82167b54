import type { Away, Resource, WorkingTimes } from "../../../api/generated/api.schemas";
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

type Who = Pick<Resource, "id" | "hours">;

interface Stretch {
  starts_at: string;
  ends_at: string;
}

/**
 * When each resource is there, day by day on the wall clock on screen: days that differ,
 * closures and time off are taken into account. Until they are known, the weekly hours hold.
 */
export class OpenHours {
  private readonly windows: Map<string, Stretch[]> | null;

  constructor(
    private readonly times: WorkingTimes | undefined,
    private readonly zone: string,
  ) {
    this.windows =
      times === undefined
        ? null
        : new Map(times.items.map((each) => [each.resource_id, each.windows]));
  }

  spans(resource: Who, day: string): Span[] {
    if (!this.windows) return weeklySpans(resource, day);
    return (this.windows.get(resource.id) ?? [])
      .map((window) => spanOn(window, day, this.zone))
      .filter((span) => span !== null);
  }

  /** What takes hours of that day away, with the name of it. */
  away(resource: Who, day: string): (Span & { entry: Away })[] {
    return (this.times?.away ?? []).flatMap((entry) => {
      const span = entry.resource_id === resource.id ? spanOn(entry, day, this.zone) : null;
      return span ? [{ ...span, entry }] : [];
    });
  }

  isOpen(resource: Who, day: string, from: number, until: number): boolean {
    let reached = from;
    for (const span of this.spans(resource, day)) {
      if (span.from <= reached && span.until > reached) reached = span.until;
    }
    return reached >= until;
  }
}

/** The part of a stretch that lies on a day, or null. */
function spanOn({ starts_at, ends_at }: Stretch, day: string, zone: string): Span | null {
  const [first, last] = [dayOf(starts_at, zone), dayOf(ends_at, zone)];
  if (first > day || last < day) return null;
  const from = first < day ? 0 : minutesOf(starts_at, zone);
  const until = last > day ? DAY_MINUTES : minutesOf(ends_at, zone);
  return from < until ? { from, until } : null;
}

function weeklySpans(resource: Who, day: string): Span[] {
  return resource.hours
    .filter(({ weekday }) => weekday === weekdayOf(day))
    .map(({ opens, closes }) => ({ from: parseClock(opens), until: parseClock(closes) }))
    .sort((a, b) => a.from - b.from);
}

/** When these resources are there on these days. */
export function openSpans(resources: Who[], days: string[], open: OpenHours): Span[] {
  return resources.flatMap((resource) => days.flatMap((day) => open.spans(resource, day)));
}

/** The wall time of an appointment on the day it begins, up to midnight. */
export function busySpan({ starts_at, ends_at }: Stretch, zone: string): Span & { day: string } {
  const day = dayOf(starts_at, zone);
  const isOneDay = day === dayOf(ends_at, zone);
  const until = isOneDay ? minutesOf(ends_at, zone) : DAY_MINUTES;
  return { day, from: minutesOf(starts_at, zone), until };
}

/**
 * The hours worth drawing: all of these, in whole hours. Nights are left out, so that the day
 * gets the width.
 */
export function hoursToDraw(spans: Span[]): Span {
  let from = DAY_MINUTES;
  let until = 0;
  for (const span of spans) {
    from = Math.min(from, span.from);
    until = Math.max(until, span.until);
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
