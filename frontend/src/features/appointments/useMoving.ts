import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { settleAppointment } from "../../api/calendarCache";
import { moveAppointment, moveSeries } from "../../api/generated/api";
import type { Appointment, Move, SeriesMove } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { durationText, momentText } from "../../lib/format";
import { minutesBetween } from "../../lib/lengths";
import { toastWithTakeBack } from "../../ui/takeBack";
import type { Scope } from "./ScopeChoice";
import { offerSeriesUndo, shiftQuery } from "./series";
import { whoOf } from "./steps";

/** Where it shall be; staff only when they are others. */
export type Target = Pick<Move, "starts_at" | "resource_ids" | "duration_minutes">;

/** What a move changed: the time, or only how long it takes. */
function changedText(before: Appointment, moved: Appointment, locale: string): string {
  if (moved.starts_at === before.starts_at) {
    const minutes = minutesBetween(moved.starts_at, moved.ends_at);
    if (moved.ends_at !== before.ends_at) return `Takes ${durationText(minutes)} now.`;
  }
  return `Moved to ${momentText(moved.starts_at, moved.time_zone, locale)}.`;
}

/** Moves one appointment, or more of its series by the same stretch, after a preview. */
export function useMoving(
  appointment: Appointment,
  target: Target | null,
  scope: Scope,
  { locale, onDone }: { locale: string; onDone: () => void },
) {
  const client = useQueryClient();
  const { id, version } = appointment;
  const shift = scope !== "this" && target ? { ...target, scope } : null;
  const preview = useQuery(shiftQuery(appointment, shift));
  const onError = () => {
    client.invalidateQueries({ queryKey: keys.slots.all });
    client.invalidateQueries({ queryKey: keys.appointments.one(id) });
  };
  const one = useMutation({
    mutationFn: (to: Move) => moveAppointment(id, to, ifMatch(version)),
    onSuccess: (moved) => {
      settleAppointment(client, moved);
      toastWithTakeBack(client, changedText(appointment, moved, locale), moved);
      onDone();
    },
    onError,
  });
  const many = useMutation({
    mutationFn: (to: SeriesMove) => moveSeries(id, to, ifMatch(version)),
    onSuccess: (moved) => {
      offerSeriesUndo(client, `The series of ${whoOf(appointment)} has moved.`, moved, {
        id,
        locale,
      });
      onDone();
    },
    onError,
  });
  const reset = () => {
    one.reset();
    many.reset();
  };
  return { shift, preview, one, many, reset };
}
