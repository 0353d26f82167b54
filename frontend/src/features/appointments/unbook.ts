import type { QueryClient } from "@tanstack/react-query";
import { refreshAppointment, settleAppointment } from "../../api/calendarCache";
import { cancelAppointment } from "../../api/generated/api";
import type { Appointment } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { rememberOwnChange } from "../../api/ownChanges";
import { toast, toastNotTakenBack } from "../../ui/toast";

/** A booking that was just made is taken back by cancelling it: who was told is told of that. */
export async function unbook(
  client: QueryClient,
  { id, version }: Appointment,
  notify: boolean,
): Promise<void> {
  try {
    const body = { reason: "Booked by mistake", notify };
    const cancelled = await cancelAppointment(id, body, ifMatch(version));
    rememberOwnChange(cancelled);
    settleAppointment(client, cancelled);
    toast("Taken back.");
  } catch (error) {
    toastNotTakenBack(error);
    refreshAppointment(client, id);
  }
}
