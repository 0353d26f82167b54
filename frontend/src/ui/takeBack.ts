import type { QueryClient } from "@tanstack/react-query";
import { refreshAppointment, settleAppointment } from "../api/calendarCache";
import { undoAppointmentChange } from "../api/generated/api";
import type { Appointment } from "../api/generated/api.schemas";
import { ifMatch } from "../api/http";
import { rememberOwnChange } from "../api/ownChanges";
import { toast, toastNotTakenBack, toastWithUndo } from "./toast";

/** Takes back the last thing that was done to it; whatever asked for it may be gone by then. */
export async function takeBack(client: QueryClient, { id, version }: Appointment): Promise<void> {
  try {
    const back = await undoAppointmentChange(id, ifMatch(version));
    rememberOwnChange(back);
    settleAppointment(client, back);
    toast("Taken back.");
  } catch (error) {
    toastNotTakenBack(error);
    refreshAppointment(client, id);
  }
}

/** Says what was done and offers to take it back, by the server's rules. */
export function toastWithTakeBack(client: QueryClient, message: string, done: Appointment): void {
  toastWithUndo(message, () => takeBack(client, done));
}
