import { useMutation, useQueryClient } from "@tanstack/react-query";
import { refreshAppointment, settleAppointment } from "../../api/calendarCache";
import type { Appointment } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { toastWithTakeBack } from "../../ui/takeBack";
import { toast, toastProblem } from "../../ui/toast";
import { STEPS, type StepName, whoOf } from "./steps";

interface Wanted {
  appointment: Appointment;
  step: StepName;
}

/** Reopening and restoring take something back themselves. */
const IS_TAKING_BACK: ReadonlySet<StepName> = new Set(["reopen", "restore"]);

/** Takes one step in an appointment's life and offers to take it back for eight seconds. */
export function useStep() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ appointment: { id, version }, step }: Wanted) =>
      STEPS[step].send(id, ifMatch(version)),
    onSuccess: (changed, { step }) => {
      settleAppointment(client, changed);
      const said = STEPS[step].said(whoOf(changed));
      if (IS_TAKING_BACK.has(step)) toast(said);
      else toastWithTakeBack(client, said, changed);
    },
    onError: (error, { appointment }) => {
      toastProblem(error);
      refreshAppointment(client, appointment.id);
    },
  });
}
