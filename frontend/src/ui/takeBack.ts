import type { QueryClient } from "@tanstack/react-query";
import { refreshAppointment, settleAppointment } from "../api/calendarCache";
import { undoAppointmentChange } from "../api/generated/api";
import type { Appointment } from "../api/generated/api.schemas";
import { ifMatch } from "../api/http";
import { rememberOwnChange } from "../api/ownChanges";
import { localeOf } from "../api/session";
import { asTheyStand, changesBehind } from "./standing";
import { toast, toastNotTakenBack, toastWithUndo } from "./toast";

/** Takes back the last thing that was done to it; whatever asked for it may be gone by then. */
export async function takeBack(client: QueryClient, done: Appointment): Promise<void> {
  const { id } = done;
  try {
    const back = await asTheyStand([done], localeOf(client), ([it = done]) =>
      undoAppointmentChange(id, ifMatch(it.version)),
    );
    rememberOwnChange(back);
    settleAppointment(client, back);
    toast("Taken back.");
  } catch (error) {
    toastNotTakenBack(error, changesBehind(error));
    refreshAppointment(client, id);
  }
}

/** Says what was done and offers to take it back, by the server's rules. */
export function toastWithTakeBack(client: QueryClient, message: string, done: Appointment): void {
  toastWithUndo(message, () => takeBack(client, done));
}
