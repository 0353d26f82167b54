import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { getCalendar } from "../../api/generated/api";
import type { Appointment } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { addDays, instantAt, toIso } from "../../lib/zones";

const NONE: Appointment[] = [];

/** The appointments of one local day in order of start, of one resource or of all. */
export function useToday(day: string, zone: string, resourceId: string | null) {
  const from = toIso(instantAt(day, 0, zone));
  const to = toIso(instantAt(addDays(day, 1), 0, zone));
  const calendar = useQuery({
    queryKey: keys.appointments.range(from, to),
    queryFn: ({ signal }) => getCalendar({ from, to }, { signal }),
  });
  const items = calendar.data?.items ?? NONE;
  const appointments = useMemo(
    () =>
      items
        .filter(({ allocations, state }) => {
          const isOwn = allocations.some(({ resource_id }) => resource_id === resourceId);
          return state !== "hold" && (resourceId === null || isOwn);
        })
        .sort((a, b) => a.starts_at.localeCompare(b.starts_at)),
    [items, resourceId],
  );
  return { calendar, appointments, from, to };
}
