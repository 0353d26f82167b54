import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { pauseCalendars, putAppointment, settleAppointment } from "../../api/calendarCache";
import { moveAppointment } from "../../api/generated/api";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { isProblem, type ProblemError } from "../../api/problem";
import { momentText, timeRangeText } from "../../lib/format";
import { toIso } from "../../lib/zones";
import { toastWithTakeBack } from "../../ui/takeBack";
import { toastProblem } from "../../ui/toast";
import { type Move, movedCopy } from "./moves";
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

  const mutation = useMutation({
    mutationFn: ({ appointment, instant, minutes, swap, overlap }: Move) =>
      moveAppointment(
        appointment.id,
        {
          starts_at: toIso(instant),
          ...(minutes && { duration_minutes: minutes }),
          ...(swap && { resource_ids: [swap.to] }),
          ...(overlap && { overlap }),
        },
        ifMatch(appointment.version),
      ),
    onMutate: async (move) => {
      await pauseCalendars(client);
      setRefused(null);
      putAppointment(client, movedCopy(move, nameOf));
    },
    onError: (error, move) => {
      putAppointment(client, move.appointment);
      if (isProblem(error)) setRefused({ move, problem: error });
      else toastProblem(error);
      client.invalidateQueries({ queryKey: keys.appointments.all });
    },
    onSuccess: (moved, { minutes }) => {
      settleAppointment(client, moved);
      const when = minutes
        ? `takes ${timeRangeText(moved.starts_at, moved.ends_at, zone, locale)} now`
        : `moved to ${momentText(moved.starts_at, zone, locale)}`;
      toastWithTakeBack(client, `${customerName(moved)} ${when}.`, moved);
    },
  });

  return {
    move: mutation.mutate,
    refused,
    dismiss: useCallback(() => setRefused(null), []),
  };
}
