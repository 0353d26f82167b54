import type { Slot } from "../api/generated/api.schemas";
import { momentText } from "./format";

/** A time offered in place of another; shorter where the add-ons do not fit. */
export type Alternative = Slot & { without_addons?: boolean };

interface Person {
  id: string;
  name: string;
}

/** Who would do it instead, where whoever was wanted is not free at that time. */
export function insteadOf<P extends Person>(
  slot: Slot,
  wanted: string | null,
  staff: P[],
): P | null {
  if (!wanted || slot.resource_ids.includes(wanted)) return null;
  return staff.find(({ id }) => slot.resource_ids.includes(id)) ?? null;
}

/** "Tue, Nov 24, 10:00 AM", and with whom if that is somebody else, or without what. */
export function alternativeText(
  slot: Alternative,
  other: Person | null,
  zone: string,
  locale: string,
): string {
  const when = momentText(slot.starts_at, zone, locale);
  if (slot.without_addons) return `${when}, without add-ons`;
  return other ? `${when} with ${other.name}` : when;
}
