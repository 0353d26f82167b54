import type { Allocation, Appointment, Resource } from "../../../api/generated/api.schemas";
import { namesText, seatsText, timeRangeText, zoneText } from "../../../lib/format";
import { keptBy } from "../../../lib/kept";
import { hasOwnLength } from "../../../lib/lengths";
import type { DrawnTime } from "./drawnTime";

/** One allocation of one resource: what the timeline draws as one bar. */
export interface Bar {
  id: string;
  appointment: Appointment;
  resourceId: string;
  /** Milliseconds after the appointment's start: a part of it may begin later. */
  offset: number;
  start: string;
  end: string;
  isFresh: boolean;
  isMovable: boolean;
  /** Its ends can be drawn out: not those of classes and of parts. */
  isResizable: boolean;
}

export interface BarOptions {
  drawn: DrawnTime;
  resourceIds: Set<string>;
  mayMove: boolean;
}

/** When it really begins and ends, to the minute. */
export function spanOf({ appointment, offset }: Bar): [start: number, end: number] {
  return [Date.parse(appointment.starts_at) + offset, Date.parse(appointment.ends_at)];
}

type BarMaker = (appointment: Appointment) => Bar[];

const MOVABLE_STATES = new Set(["pending", "confirmed", "checked_in"]);

export function canMove(appointment: Appointment): boolean {
  return MOVABLE_STATES.has(appointment.state);
}

function barId(appointmentId: string, { resource_id, segment }: Allocation): string {
  const id = `${appointmentId}:${resource_id}`;
  return segment > 0 ? `${id}:${segment}` : id;
}

/** Makes the bars of an appointment, once: a live change costs what it changes. */
export function barMaker({ drawn, resourceIds, mayMove }: BarOptions): BarMaker {
  return keptBy((appointment: Appointment) =>
    appointment.allocations
      .filter(({ resource_id }) => resourceIds.has(resource_id))
      .map((allocation) => ({
        id: barId(appointment.id, allocation),
        offset: Date.parse(allocation.starts_at) - Date.parse(appointment.starts_at),
        appointment,
        resourceId: allocation.resource_id,
        start: drawn.textOf(allocation.starts_at),
        end: drawn.textOf(allocation.ends_at),
        isFresh: false,
        isMovable: mayMove && canMove(appointment),
        isResizable: mayMove && canMove(appointment) && hasOwnLength(appointment),
      }))
      .filter(({ start, end }) => start < end),
  );
}

export function barsOf(
  appointments: Appointment[],
  make: BarMaker,
  freshIds: ReadonlySet<string>,
): Bar[] {
  return appointments.flatMap((appointment) =>
    freshIds.has(appointment.id)
      ? make(appointment).map((bar) => ({ ...bar, isFresh: true }))
      : make(appointment),
  );
}

const STATE_WORDS: Record<string, string> = {
  hold: "held, being booked",
  pending: "waiting for approval",
  confirmed: "confirmed",
  checked_in: "checked in",
  in_progress: "in progress",
  completed: "completed",
  cancelled: "cancelled",
  rejected: "rejected",
  expired: "expired",
  no_show: "did not come",
};

export function stateWords(state: string): string {
  return STATE_WORDS[state] ?? state;
}

/** Somebody with the permission put it over another appointment. */
export function isOverlapping({ allocations }: Appointment): boolean {
  return allocations.some(({ is_overlap }) => is_overlap);
}

export function customerName(appointment: Appointment): string {
  if (appointment.session) return seatsText(appointment.session);
  return appointment.customer?.name ?? (appointment.state === "hold" ? "Held" : "No customer");
}

/** Everything about a bar in one sentence, for whoever cannot see it. */
export function spokenText(appointment: Appointment, zone: string, locale: string): string {
  const { starts_at, ends_at, service, allocations, state } = appointment;
  const people = namesText(allocations, " and ");
  const when = `${timeRangeText(starts_at, ends_at, zone, locale)} ${zoneText(ends_at, zone, locale)}`;
  const over = isOverlapping(appointment) ? ", on purpose over another" : "";
  return `${customerName(appointment)}, ${service.name}, ${when}, with ${people}, ${stateWords(state)}${over}`;
}

/** What is in the way of that span in that row, apart from the appointment itself. */
export function barInTheWay(bars: Bar[], row: string, self: string, start: string, end: string) {
  return bars.find(
    (bar) =>
      bar.resourceId === row && bar.appointment.id !== self && bar.start < end && bar.end > start,
  );
}

export function sortRows(resources: Resource[]): Resource[] {
  const kinds = ["staff", "room", "equipment"];
  return [...resources].sort(
    (a, b) =>
      kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
      a.position - b.position ||
      a.name.localeCompare(b.name),
  );
}
