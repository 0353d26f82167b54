import type { Appointment } from "../../api/generated/api.schemas";
import { toIso } from "../../lib/zones";

/** One resource exchanged for another, when a bar changed its row. */
export interface Swap {
  from: string;
  to: string;
}

export interface Move {
  appointment: Appointment;
  instant: number;
  swap?: Swap;
  /** On purpose over whatever is there. */
  overlap?: boolean;
}

/** How the appointment will look when the server agrees; shown until it has answered. */
export function movedCopy(move: Move, nameOf: (resourceId: string) => string): Appointment {
  const { appointment, instant, swap } = move;
  const shift = instant - Date.parse(appointment.starts_at);
  const shifted = (moment: string) => toIso(Date.parse(moment) + shift);
  return {
    ...appointment,
    starts_at: shifted(appointment.starts_at),
    ends_at: shifted(appointment.ends_at),
    allocations: appointment.allocations.map((allocation) => ({
      ...allocation,
      ...(allocation.resource_id === swap?.from && {
        resource_id: swap.to,
        resource_name: nameOf(swap.to),
      }),
      starts_at: shifted(allocation.starts_at),
      ends_at: shifted(allocation.ends_at),
    })),
  };
}
