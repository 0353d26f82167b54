import { type QueryClient, queryOptions } from "@tanstack/react-query";
import {
  getSeriesOfAppointment,
  previewSeries,
  previewSeriesMove,
  undoSeriesChange,
} from "../../api/generated/api";
import type { Appointment, Series, SeriesShift, Wish } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { isProblem } from "../../api/problem";
import { momentText } from "../../lib/format";
import { toast, toastNotTakenBack, toastWithUndo } from "../../ui/toast";

export function seriesQuery(appointmentId: string) {
  return queryOptions({
    queryKey: keys.appointments.series(appointmentId),
    queryFn: ({ signal }) => getSeriesOfAppointment(appointmentId, { signal }),
  });
}

/** What booking it would give. */
export function draftQuery(wish: Wish | null) {
  return queryOptions({
    queryKey: keys.slots.series(JSON.stringify(wish)),
    queryFn: ({ signal }) => previewSeries(wish as Wish, { signal }),
    enabled: !!wish,
  });
}

/** Where the others would be when this one moves. */
export function shiftQuery({ id, version }: Appointment, shift: SeriesShift | null) {
  return queryOptions({
    queryKey: keys.slots.series(JSON.stringify([id, version, shift])),
    queryFn: ({ signal }) =>
      previewSeriesMove(id, shift as SeriesShift, { ...ifMatch(version), signal }),
    enabled: !!shift,
  });
}

export function refreshAfterSeries(client: QueryClient): void {
  client.invalidateQueries({ queryKey: keys.appointments.all });
  client.invalidateQueries({ queryKey: keys.slots.all });
  client.invalidateQueries({ queryKey: keys.activity.all });
}

const MOST_NAMED = 3;

/** Which times of a series are refused and why: the first few, and how many more there are. */
function refusedTimes(error: unknown, zone: string, locale: string): string[] {
  const clashes = isProblem(error) ? error.clashes : [];
  const named = clashes
    .slice(0, MOST_NAMED)
    .map(({ startsAt, why }) => `${momentText(startsAt, zone, locale)}: ${why}`);
  const more = clashes.length - named.length;
  return more > 0 ? [...named, `and ${more} more`] : named;
}

/** Says what was done to a series and offers to take all of it back. */
export function offerSeriesUndo(
  client: QueryClient,
  message: string,
  changed: Series,
  { id: appointmentId, locale }: { id: string; locale: string },
): void {
  refreshAfterSeries(client);
  const version = changed.items.find((each) => each.appointment_id === appointmentId)?.version;
  if (version === undefined) {
    toast(message);
    return;
  }
  toastWithUndo(message, async () => {
    try {
      await undoSeriesChange(appointmentId, ifMatch(version));
      toast("Taken back.");
    } catch (error) {
      toastNotTakenBack(error, refusedTimes(error, changed.time_zone, locale));
    }
    refreshAfterSeries(client);
  });
}
