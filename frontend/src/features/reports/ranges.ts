import type { GetReportParams } from "../../api/generated/api.schemas";
import { addDays, daysBetween, isDay, mondayOf } from "../../lib/zones";

export interface Range {
  first: string;
  last: string;
}

/** The first day of a month that is so many months away. */
function monthStart(day: string, months: number): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  const at = new Date(Date.UTC(year, month - 1 + months, 1));
  return at.toISOString().slice(0, 10);
}

function month(today: string, months: number, length = 1): Range {
  const first = monthStart(today, months);
  return { first, last: addDays(monthStart(first, length), -1) };
}

/** The usual spans, from today on the business's own calendar. */
export const SPANS: { value: string; label: string; of: (today: string) => Range }[] = [
  { value: "7", label: "Last 7 days", of: (day) => ({ first: addDays(day, -6), last: day }) },
  { value: "30", label: "Last 30 days", of: (day) => ({ first: addDays(day, -29), last: day }) },
  {
    value: "week",
    label: "This week",
    of: (day) => ({ first: mondayOf(day), last: addDays(mondayOf(day), 6) }),
  },
  { value: "month", label: "This month", of: (day) => month(day, 0) },
  { value: "last-month", label: "Last month", of: (day) => month(day, -1) },
  { value: "quarter", label: "Last 3 months", of: (day) => month(day, -2, 3) },
  { value: "year", label: "Last 12 months", of: (day) => month(day, -11, 12) },
];

export type Period = NonNullable<GetReportParams["period"]>;

/** What a span is parted into when nobody says: never more than a few dozen bars. */
export function usualPeriod({ first, last }: Range): Period {
  const days = daysBetween(first, last) + 1;
  if (days <= 31) return "day";
  return days <= 200 ? "week" : "month";
}

const MOST_DAYS: Record<Period, number> = { day: 100, week: 400, month: 1100 };

/** Why no report can be about these days; null when one can. */
export function complaintAbout({ first, last }: Range, period: Period): string | null {
  if (!isDay(first) || !isDay(last)) return "Choose the first and the last day.";
  if (last < first) return "The last day comes before the first.";
  if (daysBetween(first, last) >= MOST_DAYS[period]) {
    return `Day by day, ${MOST_DAYS.day} days are the most; by week ${MOST_DAYS.week}.`;
  }
  return null;
}
