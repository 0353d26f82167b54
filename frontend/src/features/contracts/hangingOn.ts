import type { Appointment, Contract } from "../../api/generated/api.schemas";
import { datedMomentText } from "../../lib/format";

const UNSIGNED = new Set<string>(["draft", "sent", "in_progress"]);

/** What becomes of the appointment by a contract that its service asks for; null once that is settled. */
export function hangingOn(
  { state, policy, deadline_at }: Pick<Contract, "state" | "policy" | "deadline_at">,
  appointment: Pick<Appointment, "state" | "time_zone">,
  locale: string,
): string | null {
  if (!UNSIGNED.has(state)) return null;
  if (policy === "block" && appointment.state === "pending") {
    return "The appointment waits for this signature.";
  }
  if (policy === "cancel" && deadline_at && appointment.state === "confirmed") {
    const when = datedMomentText(deadline_at, appointment.time_zone, locale);
    return `Not signed by ${when}, the appointment is called off.`;
  }
  return null;
}
