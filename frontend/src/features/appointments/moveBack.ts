import type { QueryClient } from "@tanstack/react-query";
import { moveAppointment } from "../../api/generated/api";
import type { Appointment } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { rememberOwnChange } from "../../api/ownChanges";
import { toastProblem } from "../../ui/toast";

/** Gives the appointment its former time and person again; the dialog is closed by then. */
export async function moveBack(
  client: QueryClient,
  moved: Appointment,
  before: Appointment,
): Promise<void> {
  const staffOf = ({ allocations }: Appointment) =>
    allocations.find(({ kind }) => kind === "staff")?.resource_id;
  const person = staffOf(before);
  const body = {
    starts_at: before.starts_at,
    ...(person && person !== staffOf(moved) && { resource_ids: [person] }),
  };
  try {
    const back = await moveAppointment(moved.id, body, ifMatch(moved.version));
    rememberOwnChange(back);
    client.setQueryData(keys.appointments.one(back.id), back);
  } catch (error) {
    toastProblem(error);
  }
  client.invalidateQueries({ queryKey: keys.appointments.all });
  client.invalidateQueries({ queryKey: keys.slots.all });
}
