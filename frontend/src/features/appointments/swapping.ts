import type { QueryClient } from "@tanstack/react-query";
import { settleAppointment } from "../../api/calendarCache";
import { swapAppointments } from "../../api/generated/api";
import type { Appointment } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { isProblem } from "../../api/problem";
import { asTheyStand, changesBehind } from "../../ui/standing";
import { toast, toastNotTakenBack } from "../../ui/toast";
import { whoOf } from "./steps";

/** The two have changed places, in the versions seen. */
export async function swap(client: QueryClient, pair: Appointment[], notify: boolean) {
  const appointments = pair.map(({ id, version }) => ({ id, version }));
  const { items } = await swapAppointments({ appointments, notify });
  for (const each of items) settleAppointment(client, each);
  return items;
}

/** They have changed back, or it is said what is in the way. */
export async function swapBack(
  client: QueryClient,
  pair: Appointment[],
  { notify, locale }: { notify: boolean; locale: string },
) {
  try {
    await asTheyStand(pair, locale, (them) => swap(client, them, notify));
    toast("Taken back.");
  } catch (error) {
    const unfit = whichOf(error, pair);
    toastNotTakenBack(error, unfit ? [unfit] : changesBehind(error));
    client.invalidateQueries({ queryKey: keys.appointments.all });
  }
}

/** Which of the two does not fit where the other is. */
export function whichOf(error: unknown, pair: Appointment[]): string | null {
  const refused = isProblem(error) ? error.appointmentId : null;
  const unfit = pair.find(({ id }) => id === refused);
  const place = pair.find((each) => each !== unfit);
  if (!unfit || !place) return null;
  return `${whoOf(unfit)} (${unfit.service.name}) would have had the place of ${whoOf(place)}. Both stay where they are.`;
}
