import type { QueryClient } from "@tanstack/react-query";
import { getAppointment } from "./generated/api";
import type { Appointment, Calendar } from "./generated/api.schemas";
import { keys } from "./keys";
import { isProblem } from "./problem";

const RANGES = [...keys.appointments.all, "range"];
const OFF_THE_CALENDAR = new Set(["cancelled", "expired", "rejected"]);

function belongs(calendar: Calendar, { state, starts_at, ends_at }: Appointment): boolean {
  const isWithin =
    Date.parse(starts_at) < Date.parse(calendar.to) &&
    Date.parse(ends_at) > Date.parse(calendar.from);
  return isWithin && !OFF_THE_CALENDAR.has(state);
}

function withAppointment(calendar: Calendar, appointment: Appointment): Calendar {
  const at = calendar.items.findIndex(({ id }) => id === appointment.id);
  if (!belongs(calendar, appointment)) {
    return at < 0 ? calendar : { ...calendar, items: calendar.items.toSpliced(at, 1) };
  }
  const items = at < 0 ? [...calendar.items, appointment] : calendar.items.with(at, appointment);
  return { ...calendar, items };
}

/**
 * Puts one appointment where it belongs in every calendar that is kept, and nothing else.
 * Whoever comes to a class stands in no calendar: its session does.
 */
export function putAppointment(client: QueryClient, appointment: Appointment): void {
  if (appointment.session_id) return;
  client.setQueriesData<Calendar>(
    { queryKey: RANGES },
    (calendar) => calendar && withAppointment(calendar, appointment),
  );
}

function dropAppointment(client: QueryClient, id: string): void {
  client.setQueriesData<Calendar>(
    { queryKey: RANGES },
    (calendar) =>
      calendar && { ...calendar, items: calendar.items.filter((each) => each.id !== id) },
  );
}

/** Stops whatever would overwrite a change that is shown before the server agreed. */
export function pauseCalendars(client: QueryClient): Promise<void> {
  return client.cancelQueries({ queryKey: RANGES });
}

/** Fetches one changed appointment instead of whole calendars; gone is gone here too. */
export async function refreshAppointment(client: QueryClient, id: string): Promise<void> {
  try {
    const appointment = await getAppointment(id);
    putAppointment(client, appointment);
    client.setQueryData(keys.appointments.one(id), appointment);
    if (appointment.session_id) await refreshAppointment(client, appointment.session_id);
  } catch (error) {
    if (isProblem(error, "not-found", "not-allowed")) dropAppointment(client, id);
    else client.invalidateQueries({ queryKey: RANGES });
  }
}

/** What every screen shows of an appointment is as the server answered. */
export function settleAppointment(client: QueryClient, appointment: Appointment): void {
  putAppointment(client, appointment);
  client.setQueryData(keys.appointments.one(appointment.id), appointment);
  if (appointment.session_id) void refreshAppointment(client, appointment.session_id);
  client.invalidateQueries({ predicate: ({ queryKey }) => isOtherList(queryKey) });
  client.invalidateQueries({ queryKey: keys.slots.all });
  client.invalidateQueries({ queryKey: keys.activity.all });
}

/** Whether a kept list, other than the calendars, may hold appointments. */
export function isOtherList(queryKey: readonly unknown[]): boolean {
  return (
    queryKey[0] === keys.appointments.all[0] && queryKey[1] !== "range" && queryKey[1] !== "one"
  );
}
