import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { pauseCalendars, putAppointment } from "../../api/calendarCache";
import { moveAppointment } from "../../api/generated/api";
import type { Appointment } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { isProblem, type ProblemError } from "../../api/problem";
import { momentText } from "../../lib/format";
import { toIso } from "../../lib/zones";
import { toastProblem, toastWithUndo } from "../../ui/toast";
import { type Move, movedCopy, reverseOf } from "./moves";
import { customerName } from "./timeline/bars";

/** Why a move sprang back, with other times to choose from. */
export interface Refused {
  move: Move;
  problem: ProblemError;
}

interface Options {
  zone: string;
  locale: string;
  nameOf: (resourceId: string) => string;
}

/** Moves at once on screen, back again with the reason when refused, and undoes for 8 seconds. */
export function useMove({ zone, locale, nameOf }: Options) {
  const client = useQueryClient();
  const [refused, setRefused] = useState<Refused | null>(null);

  const put = (appointment: Appointment) => putAppointment(client, appointment);

  const mutation = useMutation({
    mutationFn: ({ appointment, instant, swap }: Move) =>
      moveAppointment(
        appointment.id,
        { starts_at: toIso(instant), ...(swap && { resource_ids: [swap.to] }) },
        ifMatch(appointment.version),
      ),
    onMutate: async (move) => {
      await pauseCalendars(client);
      setRefused(null);
      put(movedCopy(move, nameOf));
    },
    onError: (error, move) => {
      put(move.appointment);
      if (isProblem(error)) setRefused({ move, problem: error });
      else toastProblem(error);
      client.invalidateQueries({ queryKey: keys.appointments.all });
    },
    onSuccess: (moved, move) => {
      put(moved);
      client.setQueryData(keys.appointments.one(moved.id), moved);
      client.invalidateQueries({ queryKey: keys.slots.all });
      if (!move.isUndo) offerUndo(moved, move);
    },
  });

  const mutate = useRef(mutation.mutate);
  mutate.current = mutation.mutate;
  const offerUndo = (moved: Appointment, move: Move) =>
    toastWithUndo(
      `${customerName(moved)} moved to ${momentText(moved.starts_at, zone, locale)}.`,
      () => mutate.current(reverseOf(move, moved)),
    );

  return {
    move: mutation.mutate,
    refused,
    dismiss: useCallback(() => setRefused(null), []),
  };
}
