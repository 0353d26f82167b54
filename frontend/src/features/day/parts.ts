import type { Appointment } from "../../api/generated/api.schemas";

export interface DayParts {
  /** Under way, or its customer is here. */
  now: Appointment[];
  /** The first that is still to come. */
  next: Appointment | null;
  later: Appointment[];
  done: Appointment[];
}

const UNDER_WAY = new Set(["in_progress", "checked_in"]);
const OVER = new Set(["completed", "no_show"]);

/** A day as whoever works through it sees it. What is late is still to come until it is noted. */
export function partsOf(appointments: Appointment[]): DayParts {
  const ahead = appointments.filter(({ state }) => !UNDER_WAY.has(state) && !OVER.has(state));
  const [next = null, ...later] = ahead;
  return {
    now: appointments.filter(({ state }) => UNDER_WAY.has(state)),
    next,
    later,
    done: appointments.filter(({ state }) => OVER.has(state)),
  };
}

/** "3 to come, 2 done" */
export function tally({ now, next, later, done }: DayParts): string {
  const ahead = now.length + (next ? 1 : 0) + later.length;
  if (ahead + done.length === 0) return "Nothing is booked";
  if (ahead === 0) return `All ${done.length} done`;
  return done.length === 0 ? `${ahead} to come` : `${ahead} to come, ${done.length} done`;
}
