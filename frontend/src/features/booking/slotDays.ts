import type { Slot } from "../../api/generated/api.schemas";
import { dayOf, instantAt } from "../../lib/zones";
import { addMonths, type Month } from "../../ui/light/month";

/** What to ask the API for: the month in that zone, without what is already past. */
export function monthRange(month: Month, zone: string, now: number) {
  const from = instantAt(`${month}-01`, 0, zone);
  const to = instantAt(`${addMonths(month, 1)}-01`, 0, zone);
  return { from: Math.max(from, Math.floor(now / 60_000) * 60_000), to: Math.max(to, from) };
}

/** The same slots under the days that the zone shows; a zone only relabels, it moves nothing. */
export function slotsByDay(slots: Slot[], zone: string): Map<string, Slot[]> {
  const days = new Map<string, Slot[]>();
  for (const slot of slots) {
    const day = dayOf(slot.starts_at, zone);
    const list = days.get(day);
    if (list) list.push(slot);
    else days.set(day, [slot]);
  }
  return days;
}

/**
 * The day to show after the zone changed: the day on which the times that were on screen now
 * fall, so that the visitor keeps looking at the same moments.
 */
export function dayAfterZoneChange(shown: Slot[], day: string, from: string, to: string): string {
  const anchor = shown[0] ? shown[0].starts_at : instantAt(day, 12 * 60, from);
  return dayOf(anchor, to);
}
