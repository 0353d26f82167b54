import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { listWorkingTimes } from "../../api/generated/api";
import { keys } from "../../api/keys";
import { addDays, instantAt, toIso } from "../../lib/zones";
import { OpenHours } from "./timeline/openHours";

/** When everybody is there on these days, midnight to midnight in the zone. */
export function useOpenHours(days: string[], zone: string): OpenHours {
  const from = toIso(instantAt(days[0] ?? "", 0, zone));
  const to = toIso(instantAt(addDays(days.at(-1) ?? "", 1), 0, zone));
  const { data } = useQuery({
    queryKey: keys.hours.working(from, to),
    queryFn: ({ signal }) => listWorkingTimes({ from, to }, { signal }),
  });
  return useMemo(() => new OpenHours(data, zone), [data, zone]);
}
