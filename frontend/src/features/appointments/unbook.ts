import type { QueryClient } from "@tanstack/react-query";
import { refreshAppointment, settleAppointment } from "../../api/calendarCache";
import { cancelAppointment } from "../../api/generated/api";
import type { Appointment } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { rememberOwnChange } from "../../api/ownChanges";
import { localeOf } from "../../api/session";
import { asTheyStand, changesBehind } from "../../ui/standing";
import { toast, toastNotTakenBack } from "../../ui/toast";

/** A booking that was just made is taken back by cancelling it: who was told is told of that. */
export async function unbook(
  client: QueryClient,
  booked: Appointment,
  notify: boolean,
): Promise<void> {
  try {
    const body = { reason: "Booked by mistake", notify };
    const cancelled = await asTheyStand([booked], localeOf(client), ([it = booked]) =>
      cancelAppointment(it.id, body, ifMatch(it.version)),
    );
    rememberOwnChange(cancelled);
    settleAppointment(client, cancelled);
    toast("Taken back.");
  } catch (error) {
    toastNotTakenBack(error, changesBehind(error));
    refreshAppointment(client, booked.id);
  }
}
