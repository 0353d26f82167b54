import type { Measure } from "../../api/generated/api.schemas";
import { dayText, durationText } from "../../lib/format";
import type { Period } from "./ranges";

/** A value in words; "–" where there is nothing to tell. */
export function valueText(
  value: number | null | undefined,
  unit: Measure["unit"],
  { currency, locale }: { currency: string; locale: string },
): string {
  if (value === null || value === undefined) return "–";
  if (unit === "percent") return `${value.toLocaleString(locale)} %`;
  if (unit === "hours") return hoursText(value, locale);
  if (unit === "count") return value.toLocaleString(locale);
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  return format.format(value / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

function hoursText(hours: number, locale: string): string {
  if (hours >= 48) {
    const days = hours / 24;
    return `${days.toLocaleString(locale, { maximumFractionDigits: 1 })} days`;
  }
  return durationText(Math.round(hours * 60));
}

/** "3 Nov", "week of 3 Nov", "November 2026" */
export function bucketText(day: string, period: Period, locale: string): string {
  if (period === "month") return dayText(day, locale, "month");
  const text = dayText(day, locale, "dayMonth");
  return period === "week" ? `Week of ${text}` : text;
}

/** The same, short enough to stand below a bar. */
export function axisText(day: string, period: Period, locale: string): string {
  if (period !== "month") return dayText(day, locale, "dayMonth");
  const style = { month: "short", year: "2-digit", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locale, style).format(Date.parse(`${day}T12:00:00Z`));
}

/** "12 % more than", "as much as"; null where that cannot be said. */
export function changeText(
  now: number | null | undefined,
  before: number | null | undefined,
): string | null {
  if (!before || now === null || now === undefined) return null;
  const share = Math.round((now / before - 1) * 100);
  if (share === 0) return "as much as";
  return share > 0 ? `${share} % more than` : `${-share} % less than`;
}
