import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getCalendar } from "../../api/generated/api";
import type { Appointment } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { addDays, instantAt, toIso } from "../../lib/zones";

const NONE: Appointment[] = [];

/** The appointments of these days, midnight to midnight in the zone. */
export function useCalendar(days: string[], zone: string) {
  const from = toIso(instantAt(days[0] ?? "", 0, zone));
  const to = toIso(instantAt(addDays(days.at(-1) ?? "", 1), 0, zone));
  const calendar = useQuery({
    queryKey: keys.appointments.range(from, to),
    queryFn: ({ signal }) => getCalendar({ from, to }, { signal }),
    placeholderData: keepPreviousData,
  });
  return { ...calendar, appointments: calendar.data?.items ?? NONE, rangeKey: `${from}/${to}` };
}
