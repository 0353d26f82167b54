import {
  IconArrowBackUp,
  IconCheck,
  IconCircleCheck,
  IconDoorEnter,
  IconPlayerPlay,
  IconUserX,
  type TablerIcon,
} from "@tabler/icons-react";
import {
  approveAppointment,
  checkInAppointment,
  completeAppointment,
  markNoShow,
  reopenAppointment,
  restoreAppointment,
  startAppointment,
} from "../../api/generated/api";
import type { Appointment } from "../../api/generated/api.schemas";
import { MAY, type Right } from "../../lib/permissions";

export type StepName =
  | "approve"
  | "checkIn"
  | "start"
  | "complete"
  | "noShow"
  | "reopen"
  | "restore";

interface Step {
  label: string;
  icon: TablerIcon;
  right: Right;
  send: (id: string, init: RequestInit) => Promise<Appointment>;
  /** What the toast says of whoever it is about. */
  said: (who: string) => string;
}

export const STEPS: Record<StepName, Step> = {
  approve: {
    label: "Approve",
    icon: IconCheck,
    right: MAY.manageAppointments,
    send: approveAppointment,
    said: (who) => `${who} is confirmed.`,
  },
  checkIn: {
    label: "Check in",
    icon: IconDoorEnter,
    right: MAY.keepAttendance,
    send: checkInAppointment,
    said: (who) => `${who} is checked in.`,
  },
  start: {
    label: "Start",
    icon: IconPlayerPlay,
    right: MAY.keepAttendance,
    send: startAppointment,
    said: (who) => `${who} has started.`,
  },
  complete: {
    label: "Complete",
    icon: IconCircleCheck,
    right: MAY.keepAttendance,
    send: completeAppointment,
    said: (who) => `${who} is completed.`,
  },
  noShow: {
    label: "Did not come",
    icon: IconUserX,
    right: MAY.keepAttendance,
    send: markNoShow,
    said: (who) => `${who} did not come. The time is free.`,
  },
  reopen: {
    label: "Reopen",
    icon: IconArrowBackUp,
    right: MAY.keepAttendance,
    send: reopenAppointment,
    said: (who) => `${who} is one step back.`,
  },
  restore: {
    label: "Restore",
    icon: IconArrowBackUp,
    right: MAY.manageAppointments,
    send: restoreAppointment,
    said: (who) => `${who} is back on the calendar.`,
  },
};

/** What nobody has to do, but may: approving what waits for a signature alone. */
export function isAside(name: StepName, { waits_for_signature }: Appointment): boolean {
  return name === "approve" && waits_for_signature;
}

/** How long before its start a visit can begin, as the server has it. */
const EARLY_MS = 12 * 3_600_000;

/** What can be done next, the likeliest first. */
export function stepsOf(appointment: Appointment, now: number): StepName[] {
  const steps = stepsOfOne(appointment, now);
  return appointment.session ? steps.filter((name) => OF_A_SESSION.has(name)) : steps;
}

/** What is done to a class as a whole; the rest concerns each participant. */
const OF_A_SESSION: ReadonlySet<StepName> = new Set(["start", "complete", "reopen", "restore"]);

function stepsOfOne({ state, starts_at }: Appointment, now: number): StepName[] {
  const start = Date.parse(starts_at);
  if (state === "pending") return ["approve"];
  if (state === "confirmed") {
    if (now < start - EARLY_MS) return [];
    return now < start ? ["checkIn", "start"] : ["checkIn", "start", "complete", "noShow"];
  }
  if (state === "checked_in") return ["start", "complete", "reopen"];
  if (state === "in_progress") return ["complete", "reopen"];
  if (state === "completed" || state === "no_show") return ["reopen"];
  return state === "cancelled" || state === "rejected" ? ["restore"] : [];
}

/** It may still be moved, exchanged with another or called off. */
export function isMovable({ state }: Appointment): boolean {
  return state === "pending" || state === "confirmed" || state === "checked_in";
}

/** It may be exchanged with another: not a class, nor a place in one, nor what has begun, since
 * nothing is moved into the past. */
export function isSwappable(appointment: Appointment, now: number): boolean {
  const { session, session_id, starts_at } = appointment;
  return isMovable(appointment) && !session && !session_id && Date.parse(starts_at) > now;
}

export function whoOf({ customer, service }: Appointment): string {
  return customer?.name ?? service.name;
}
