import { addDays, dayOf, type Moment, minutesOf, toInstant } from "./zones";

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, options);
    formats.set(key, found);
  }
  return found;
}

/** Narrow spaces break text search and copy, so they become plain ones. */
function plain(text: string): string {
  return text.replace(/[\u2009\u202f\u00a0]/g, " ");
}

/** "9:30 AM" */
export function timeText(moment: Moment, zone: string, locale: string): string {
  return plain(
    format(locale, { timeZone: zone, hour: "numeric", minute: "2-digit" }).format(
      toInstant(moment),
    ),
  );
}

/**
 * "9:30 – 10:15 AM"; over a change of the clocks "2:30 CEST – 2:15", so that it does not seem to go
 * backwards. The zone that is written after it is that of the end.
 */
export function timeRangeText(from: Moment, to: Moment, zone: string, locale: string): string {
  const first = zoneText(from, zone, locale);
  if (first !== zoneText(to, zone, locale)) {
    return `${timeText(from, zone, locale)} ${first} – ${timeText(to, zone, locale)}`;
  }
  return plain(
    format(locale, { timeZone: zone, hour: "numeric", minute: "2-digit" }).formatRange(
      toInstant(from),
      toInstant(to),
    ),
  );
}

/** The zone's short name at that moment: "EST", "GMT+1". */
export function zoneText(moment: Moment, zone: string, locale: string): string {
  const parts = format(locale, { timeZone: zone, timeZoneName: "short" }).formatToParts(
    toInstant(moment),
  );
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

/** "GMT-05:00" at that moment. */
export function offsetText(moment: Moment, zone: string): string {
  const parts = format("en-US", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(
    toInstant(moment),
  );
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
}

/** "New York", from "America/New_York". */
export function zoneCity(zone: string): string {
  return (zone.split("/").pop() ?? zone).replaceAll("_", " ");
}

const DAY_STYLES = {
  short: { weekday: "short", day: "numeric", month: "short" },
  dated: { weekday: "short", day: "numeric", month: "short", year: "numeric" },
  long: { weekday: "long", day: "numeric", month: "long" },
  full: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  dayMonth: { day: "numeric", month: "short" },
  date: { day: "numeric", month: "short", year: "numeric" },
  month: { month: "long", year: "numeric" },
  weekday: { weekday: "short" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** A calendar day in words; the day has no zone, so none can shift it. */
export function dayText(day: string, locale: string, style: keyof typeof DAY_STYLES): string {
  return plain(
    format(locale, { ...DAY_STYLES[style], timeZone: "UTC" }).format(
      Date.parse(`${day}T12:00:00Z`),
    ),
  );
}

/** "24 Dec 2026" or "24 Dec 2026 – 2 Jan 2027" */
export function daysText(first: string, last: string, locale: string): string {
  const from = dayText(first, locale, "date");
  return first === last ? from : `${from} – ${dayText(last, locale, "date")}`;
}

/** Whole days by their dates, "3 Dec 2026", and everything else by its moments. */
export function spanText(from: Moment, until: Moment, zone: string, locale: string): string {
  if (minutesOf(from, zone) === 0 && minutesOf(until, zone) === 0) {
    return daysText(dayOf(from, zone), addDays(dayOf(until, zone), -1), locale);
  }
  if (dayOf(from, zone) === dayOf(until, zone)) {
    const day = dayText(dayOf(from, zone), locale, "short");
    return `${day}, ${timeRangeText(from, until, zone, locale)} ${zoneText(from, zone, locale)}`;
  }
  return `${momentText(from, zone, locale)} – ${momentText(until, zone, locale)}`;
}

/** "Mon 23 Nov, 9:30 AM EST" */
export function momentText(moment: Moment, zone: string, locale: string): string {
  return atTime("short", moment, zone, locale);
}

/** "Mon 23 Nov 2026, 9:30 AM EST": for what is shown as evidence, or read years later. */
export function datedMomentText(moment: Moment, zone: string, locale: string): string {
  return atTime("dated", moment, zone, locale);
}

function atTime(style: "short" | "dated", moment: Moment, zone: string, locale: string): string {
  const day = dayText(dayOf(moment, zone), locale, style);
  return `${day}, ${timeText(moment, zone, locale)} ${zoneText(moment, zone, locale)}`;
}

/** "1 h 30 min" */
export function durationText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (!hours) return `${rest} min`;
  return rest ? `${hours} h ${rest} min` : `${hours} h`;
}

/** Minor units in words: 4850 USD is "$48.50", 4800 is "$48", nothing is "Free". */
export function moneyText(minor: number, currency: string, locale: string): string {
  if (minor === 0) return "Free";
  const style = { style: "currency", currency } as const;
  const digits = new Intl.NumberFormat(locale, style).resolvedOptions().maximumFractionDigits ?? 2;
  const amount = minor / 10 ** digits;
  const fraction = Number.isInteger(amount) ? { maximumFractionDigits: 0 } : {};
  return plain(new Intl.NumberFormat(locale, { ...style, ...fraction }).format(amount));
}

export function currencyDigits(currency: string): number {
  return (
    new Intl.NumberFormat("en-US", { style: "currency", currency }).resolvedOptions()
      .maximumFractionDigits ?? 2
  );
}

/** What is booked along, in words: "+15 min, +$7", "included" when it is neither. */
export function addonText(
  addon: { extra_minutes: number; price_minor: number },
  currency: string,
  locale: string,
): string {
  const parts = [
    addon.extra_minutes > 0 && `+${durationText(addon.extra_minutes)}`,
    addon.price_minor > 0 && `+${moneyText(addon.price_minor, currency, locale)}`,
  ];
  return parts.filter(Boolean).join(", ") || "Free";
}

/** Each name once, in order: somebody may be needed for several parts of an appointment. */
export function namesText(allocations: Named[], joint = ", "): string {
  return [...new Set(allocations.map(whoText))].join(joint);
}

/** Who or what takes part: "Mia", or "Mia (former)" after she was deleted. */
export function whoText({ resource_name, is_former }: Named): string {
  return formerText(resource_name, is_former);
}

export function formerText(name: string, isFormer = false): string {
  return isFormer ? `${name} (former)` : name;
}

/** Customers are not told that somebody left. */
interface Named {
  resource_name: string;
  is_former?: boolean;
}

/** How full a session of a class is: "5 of 8 seats". */
export function seatsText({ capacity, seats_taken }: SessionSeats): string {
  return capacity === null ? `${seats_taken} booked` : `${seats_taken} of ${capacity} seats`;
}

interface SessionSeats {
  capacity: number | null;
  seats_taken: number;
}

/** "1 day", "3 days" */
export function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** "1.2 MB"; storage is counted in thousands, as plans are. */
export function bytesText(bytes: number, locale: string): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const step = bytes > 0 ? Math.min(3, Math.floor(Math.log10(bytes) / 3)) : 0;
  return plain(
    new Intl.NumberFormat(locale, {
      style: "unit",
      unit: units[step],
      unitDisplay: step === 0 ? "long" : "short",
      maximumFractionDigits: 1,
    }).format(bytes / 1000 ** step),
  );
}

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => word?.[0]?.toUpperCase() ?? "").join("");
}

/** "3 minutes ago", in the largest unit that fits. */
export function agoText(moment: Moment, now: number, locale: string): string {
  const seconds = Math.round((toInstant(moment) - now) / 1000);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const steps = [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ] as const;
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit);
  }
  return relative.format(0, "minute");
}
