import type { QueryClient } from "@tanstack/react-query";
import { refreshAppointment, settleAppointment } from "../../api/calendarCache";
import { cancelAppointment } from "../../api/generated/api";
import type { Appointment } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { rememberOwnChange } from "../../api/ownChanges";
import { toast, toastProblem } from "../../ui/toast";

/** A booking that was just made is taken back by cancelling it: the guest may know of it by now. */
export async function unbook(client: QueryClient, { id, version }: Appointment): Promise<void> {
  try {
    const cancelled = await cancelAppointment(
      id,
      { reason: "Booked by mistake" },
      ifMatch(version),
    );
    rememberOwnChange(cancelled);
    settleAppointment(client, cancelled);
    toast("Taken back.");
  } catch (error) {
    toastProblem(error);
    refreshAppointment(client, id);
  }
}
