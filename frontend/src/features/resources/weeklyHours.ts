import type { Hours } from "../../api/generated/api.schemas";
import { formatClock, parseClock } from "../../lib/zones";

/** Seven lists of windows, Monday first. */
export type Week = Hours[][];

export const DAY_NAMES = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
];

export const ENDS_TOO_EARLY = "Closing must come after opening.";
const LAST_MINUTE = 24 * 60;
const USUAL = { opens: "09:00", closes: "17:00" };

export function weekOf(hours: Hours[]): Week {
  return DAY_NAMES.map((_, weekday) =>
    hours
      .filter((window) => window.weekday === weekday)
      .sort((a, b) => parseClock(a.opens) - parseClock(b.opens)),
  );
}

export function hoursOf(week: Week): Hours[] {
  return week.flat();
}

/** The day opened with usual hours, or closed. */
export function toggleDay(week: Week, weekday: number): Week {
  const isOpen = (week[weekday]?.length ?? 0) > 0;
  return withDay(week, weekday, isOpen ? [] : [{ weekday, ...USUAL }]);
}

/** One more window on the day, an hour after the last one closes. */
export function addWindow(week: Week, weekday: number): Week {
  const windows = week[weekday] ?? [];
  const last = windows.at(-1);
  const opens = Math.min(last ? parseClock(last.closes) + 60 : 9 * 60, LAST_MINUTE - 60);
  const closes = Math.min(opens + 4 * 60, LAST_MINUTE);
  return withDay(week, weekday, [
    ...windows,
    { weekday, opens: formatClock(opens), closes: formatClock(closes) },
  ]);
}

export function removeWindow(week: Week, weekday: number, at: number): Week {
  return withDay(
    week,
    weekday,
    (week[weekday] ?? []).filter((_, index) => index !== at),
  );
}

export function setWindow(week: Week, weekday: number, at: number, change: Partial<Hours>): Week {
  const windows = (week[weekday] ?? []).map((window, index) =>
    index === at ? { ...window, ...change } : window,
  );
  return withDay(week, weekday, windows);
}

/** Hours past midnight become two windows: until 24:00, and from 0:00 on the next day. */
export function splitNight(week: Week, weekday: number, at: number): Week {
  const night = week[weekday]?.[at];
  if (!night) return week;
  const next = (weekday + 1) % 7;
  const shortened = setWindow(week, weekday, at, { closes: "24:00" });
  if (parseClock(night.closes) === 0) return shortened;
  const morning = { weekday: next, opens: "00:00", closes: night.closes };
  return withDay(shortened, next, [morning, ...(shortened[next] ?? [])]);
}

/** The same windows on each of the other days named. */
export function copyDay(week: Week, from: number, to: number[]): Week {
  const windows = week[from] ?? [];
  return week.map((own, weekday) =>
    to.includes(weekday) ? windows.map((window) => ({ ...window, weekday })) : own,
  );
}

function withDay(week: Week, weekday: number, windows: Hours[]): Week {
  return week.map((own, index) => (index === weekday ? windows : own));
}

/** What is wrong, one sentence by "weekday.window". */
export function checkWeek(week: Week): Record<string, string> {
  const errors: Record<string, string> = {};
  week.forEach((windows, weekday) => {
    windows.forEach((window, at) => {
      const opens = parseClock(window.opens);
      const before = windows[at - 1];
      if (parseClock(window.closes) <= opens) {
        errors[`${weekday}.${at}`] = ENDS_TOO_EARLY;
      } else if (before && parseClock(before.closes) > opens) {
        errors[`${weekday}.${at}`] = "This overlaps the hours before it.";
      }
    });
  });
  return errors;
}

/** Open hours in a week, for the summary. */
export function openMinutes(week: Week): number {
  return hoursOf(week).reduce(
    (sum, { opens, closes }) => sum + Math.max(0, parseClock(closes) - parseClock(opens)),
    0,
  );
}
