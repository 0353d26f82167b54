import type { Appointment } from "../api/generated/api.schemas";

export function minutesBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 60_000);
}

/** Its length is its own, not that of a class or the sum of parts. */
export function hasOwnLength({ session, allocations, starts_at, ends_at }: Appointment): boolean {
  const isWhole = allocations.every(
    (each) => each.starts_at === starts_at && each.ends_at === ends_at,
  );
  return !session && isWhole;
}
