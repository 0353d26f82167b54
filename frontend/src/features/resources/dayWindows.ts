import type { DayWindow } from "../../api/generated/api.schemas";
import { timeText } from "../../lib/format";
import { instantAt, parseClock } from "../../lib/zones";

export const USUAL_WINDOW: DayWindow = { opens: "09:00", closes: "17:00" };

/** What is wrong with the hours of one day, or nothing. */
export function checkDay(windows: DayWindow[]): string | null {
  const sorted = [...windows].sort((a, b) => parseClock(a.opens) - parseClock(b.opens));
  for (const [at, { opens, closes }] of sorted.entries()) {
    const before = sorted[at - 1];
    if (parseClock(closes) <= parseClock(opens)) return "Closing must come after opening.";
    if (before && parseClock(before.closes) > parseClock(opens)) return "These hours overlap.";
  }
  return null;
}

/** "9:00 AM – 12:00 PM, 1:00 – 5:00 PM", or that it is closed. */
export function dayHoursText(windows: DayWindow[], locale: string): string {
  if (windows.length === 0) return "Closed";
  const clock = (text: string) =>
    timeText(instantAt("2026-01-01", parseClock(text) % 1440, "UTC"), "UTC", locale);
  return windows.map(({ opens, closes }) => `${clock(opens)} – ${clock(closes)}`).join(", ");
}
