import type { Appointment, Resource } from "../../api/generated/api.schemas";
import { toIso } from "../../lib/zones";

/** One resource exchanged for another, when a bar changed its row. */
export interface Swap {
  from: string;
  to: string;
}

export interface Move {
  appointment: Appointment;
  instant: number;
  /** Another length than it had. */
  minutes?: number;
  swap?: Swap;
  /** On purpose over whatever is there. */
  overlap?: boolean;
}

/** How the appointment will look when the server agrees; shown until it has answered. */
export function movedCopy(move: Move, nameOf: (resourceId: string) => string): Appointment {
  const { appointment, instant, minutes, swap } = move;
  const shift = instant - Date.parse(appointment.starts_at);
  const shifted = (moment: string) => toIso(Date.parse(moment) + shift);
  const end = minutes ? toIso(instant + minutes * 60_000) : shifted(appointment.ends_at);
  return {
    ...appointment,
    starts_at: shifted(appointment.starts_at),
    ends_at: end,
    allocations: appointment.allocations.map((allocation) => ({
      ...allocation,
      ...(allocation.resource_id === swap?.from && {
        resource_id: swap.to,
        resource_name: nameOf(swap.to),
        is_former: false,
      }),
      starts_at: shifted(allocation.starts_at),
      ends_at: minutes ? end : shifted(allocation.ends_at),
    })),
  };
}

/** Whose calendar the move is about: the row it was dragged to, or whoever has it. */
export function wantedBy({ appointment, swap }: Move): string | null {
  const has = appointment.allocations.find(({ kind }) => kind === "staff")?.resource_id ?? null;
  return swap?.to ?? has;
}

/** The same move to a time that is free, with whoever would take it then. */
export function movedInstead(move: Move, startsAt: string, other: Resource | null): Move {
  const instant = Date.parse(startsAt);
  const has = move.appointment.allocations.find(({ kind }) => kind === "staff")?.resource_id;
  if (!other || !has) return { ...move, instant };
  return { ...move, instant, swap: { from: has, to: other.id } };
}
