import { useMemo } from "react";
import { listPublicSlots, listSlotsToMoveBooking } from "../../api/generated/api";
import { useLoad } from "../../lib/useLoad";
import { toIso } from "../../lib/zones";
import type { Month } from "../../ui/light/month";
import { monthRange, slotsByDay } from "./slotDays";

interface Wanted {
  serviceId: string | null;
  /** The booking that is to be moved, if one is; it says itself how long it takes. */
  bookingToken?: string;
  staffId: string | null;
  addonIds: string[];
  partySize: number;
  month: Month;
  zone: string;
}

/** The free times of one month, grouped by the days of the zone on screen. */
export function useSlots(wanted: Wanted) {
  const { serviceId, bookingToken, staffId, addonIds, partySize, month, zone } = wanted;
  const key =
    serviceId && [serviceId, bookingToken, staffId, ...addonIds, partySize, month, zone].join("|");
  const loaded = useLoad(key, (signal) => {
    const range = monthRange(month, zone, Date.now());
    const query = {
      from: toIso(range.from),
      to: toIso(range.to),
      ...(staffId && { resource_id: staffId }),
    };
    if (bookingToken) return listSlotsToMoveBooking(bookingToken, query, { signal });
    const along = {
      ...(addonIds.length > 0 && { addon_ids: addonIds }),
      ...(partySize > 1 && { party_size: partySize }),
    };
    return listPublicSlots(serviceId ?? "", { ...query, ...along }, { signal });
  });
  const days = useMemo(() => slotsByDay(loaded.data?.items ?? [], zone), [loaded.data, zone]);
  return { ...loaded, days };
}
