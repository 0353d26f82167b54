import { queryOptions } from "@tanstack/react-query";
import { getAppointment, listSlots } from "../../api/generated/api";
import { keys } from "../../api/keys";
import { addDays, instantAt, toIso } from "../../lib/zones";

export function appointmentQuery(id: string) {
  return queryOptions({
    queryKey: keys.appointments.one(id),
    queryFn: ({ signal }) => getAppointment(id, { signal }),
  });
}

export interface WantedSlots {
  serviceId: string;
  day: string;
  zone: string;
  resourceId?: string;
  /** The appointment being moved, whose own time counts as free. */
  movingId?: string;
  /** A length of its own. */
  minutes?: number;
  /** Whoever comes, so that times beyond their limits are left out. */
  customerId?: string;
  /** What is booked along: it may take longer. */
  addonIds?: string[];
  /** How many come, where the service is a class. */
  partySize?: number;
}

/** The free times of one day in the zone. */
export function slotsQuery(wanted: WantedSlots) {
  const { serviceId, day, zone, resourceId = "", movingId = "", customerId = "" } = wanted;
  const { addonIds = [], partySize = 1, minutes = 0 } = wanted;
  const asked = [resourceId, movingId, customerId, `${partySize}/${minutes}`, ...addonIds];
  return queryOptions({
    queryKey: keys.slots.day(serviceId, day, zone, ...asked),
    queryFn: ({ signal }) =>
      listSlots(
        serviceId,
        {
          from: toIso(instantAt(day, 0, zone)),
          to: toIso(instantAt(addDays(day, 1), 0, zone)),
          ...(resourceId && { resource_id: resourceId }),
          ...(movingId && { appointment_id: movingId }),
          ...(minutes > 0 && { duration_minutes: minutes }),
          ...(customerId && { customer_id: customerId }),
          ...(addonIds.length > 0 && { addon_ids: addonIds }),
          ...(partySize > 1 && { party_size: partySize }),
        },
        { signal },
      ),
    enabled: !!serviceId,
    staleTime: 5_000,
  });
}
