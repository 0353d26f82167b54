/**
 * Days, wall times and instants in IANA zones, on `Intl` alone so that the booking page
 * stays light. A day is "2026-03-29", a wall time is minutes after local midnight
 * (0..1440), an instant is epoch milliseconds.
 */

const MINUTE = 60_000;
const DAY = 86_400_000;

const clocks = new Map<string, Intl.DateTimeFormat>();

function clock(zone: string): Intl.DateTimeFormat {
  let found = clocks.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "iso8601",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    clocks.set(zone, found);
  }
  return found;
}

export type Moment = string | number | Date;

export function toInstant(moment: Moment): number {
  return typeof moment === "number" ? moment : new Date(moment).getTime();
}

/** Reads the zone's wall clock, as if it were UTC. Slow: about 30 microseconds. */
function readClock(instant: number, zone: string): number {
  const part = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of clock(zone).formatToParts(instant)) {
    if (type in part) part[type as keyof typeof part] = Number(value);
  }
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
}

const QUARTER = 15 * MINUTE;
const KNOWN_OFFSETS = 20_000;
const offsets = new Map<string, Map<number, number>>();

/**
 * The distance of the zone's wall clock to UTC. No zone changes it within a quarter of an hour,
 * so a schedule of thousands of appointments reads the slow clock only a few hundred times.
 */
export function offsetAt(instant: number, zone: string): number {
  let known = offsets.get(zone);
  if (!known || known.size > KNOWN_OFFSETS) {
    known = new Map();
    offsets.set(zone, known);
  }
  const quarter = Math.floor(instant / QUARTER);
  let offset = known.get(quarter);
  if (offset === undefined) {
    offset = readClock(quarter * QUARTER, zone) - quarter * QUARTER;
    known.set(quarter, offset);
  }
  return offset;
}

function wallAsUtc(instant: number, zone: string): number {
  return Math.floor(instant / 1000) * 1000 + offsetAt(instant, zone);
}

/** The calendar day that a wall clock in the zone shows. */
export function dayOf(moment: Moment, zone: string): string {
  return new Date(wallAsUtc(toInstant(moment), zone)).toISOString().slice(0, 10);
}

/** Minutes after local midnight on the wall clock. */
export function minutesOf(moment: Moment, zone: string): number {
  return (wallAsUtc(toInstant(moment), zone) % DAY) / MINUTE;
}

/** Every instant at which that wall time happens: none in a spring gap, two in autumn. */
export function instantsOf(day: string, minutes: number, zone: string): number[] {
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE;
  const candidates = [wall - offsetAt(wall - DAY, zone), wall - offsetAt(wall + DAY, zone)];
  const real = candidates.filter((instant) => instant + offsetAt(instant, zone) === wall);
  return [...new Set(real)].sort((a, b) => a - b);
}

/** As the business rules say: a missing time moves later by the gap, a double one is the first. */
export function instantAt(day: string, minutes: number, zone: string): number {
  const [first] = instantsOf(day, minutes, zone);
  if (first !== undefined) return first;
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE;
  return wall - offsetAt(wall - DAY, zone);
}

export function toIso(instant: number): string {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10);
}

/** 0 is Monday, as in the API. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

export function mondayOf(day: string): string {
  return addDays(day, -weekdayOf(day));
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

export function isDay(text: string | null | undefined): text is string {
  return !!text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** "09:30" as minutes after midnight; "24:00" is the end of the day. */
export function parseClock(text: string): number {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return hours * 60 + minutes;
}

export function formatClock(minutes: number): string {
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

export function deviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** Every zone the browser knows, the device's own among them even where it is an alias. */
export function allZones(): string[] {
  const known = Intl.supportedValuesOf?.("timeZone") ?? [];
  return [...new Set([...known, deviceZone(), "UTC"])].sort();
}
