import { queryOptions } from "@tanstack/react-query";
import { getWaitlistSummary, listWaitlist } from "../../api/generated/api";
import type { WaitlistEntry } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { everyPage } from "../../api/lists";
import { daysText } from "../../lib/format";
import { timeOfDayText } from "../../lib/timesOfDay";

export function waitlistQuery(serviceId: string, isOver: boolean) {
  return queryOptions({
    queryKey: keys.waitlist.list(serviceId, isOver),
    queryFn: async ({ signal }) => {
      const asked = { ...(serviceId && { service_id: serviceId }), is_over: isOver, limit: 100 };
      // Of those who wait no more the newest are enough.
      if (isOver) return (await listWaitlist(asked, { signal })).items;
      return everyPage((after) => listWaitlist({ ...asked, after }, { signal }));
    },
  });
}

export const summaryQuery = queryOptions({
  queryKey: keys.waitlist.summary,
  queryFn: ({ signal }) => getWaitlistSummary({ signal }),
});

/** What somebody waits for: days, time of day, with whom, how many. */
export function wishText(entry: Omit<WaitlistEntry, "customer">, locale: string): string {
  const parts = [
    daysText(entry.from_day, entry.until_day, locale),
    timeOfDayText(entry.from_minute, entry.until_minute),
    entry.resource_name && `with ${entry.resource_name}`,
    entry.seats > 1 && `${entry.seats} seats`,
  ];
  return parts.filter(Boolean).join(", ");
}
