import { useMemo } from "react";
import { listPublicSlots } from "../../api/generated/api";
import { useLoad } from "../../lib/useLoad";
import { toIso } from "../../lib/zones";
import type { Month } from "../../ui/light/month";
import { monthRange, slotsByDay } from "./slotDays";

interface Wanted {
  serviceId: string | null;
  staffId: string | null;
  addonIds: string[];
  partySize: number;
  month: Month;
  zone: string;
}

/** The free times of one month, grouped by the days of the zone on screen. */
export function useSlots({ serviceId, staffId, addonIds, partySize, month, zone }: Wanted) {
  const key = serviceId && [serviceId, staffId, ...addonIds, partySize, month, zone].join("|");
  const loaded = useLoad(key, (signal) => {
    const range = monthRange(month, zone, Date.now());
    const query = {
      from: toIso(range.from),
      to: toIso(range.to),
      ...(staffId && { resource_id: staffId }),
      ...(addonIds.length > 0 && { addon_ids: addonIds }),
      ...(partySize > 1 && { party_size: partySize }),
    };
    return listPublicSlots(serviceId ?? "", query, { signal });
  });
  const days = useMemo(() => slotsByDay(loaded.data?.items ?? [], zone), [loaded.data, zone]);
  return { ...loaded, days };
}
