import { useQuery } from "@tanstack/react-query";
import { locationsQuery, resourcesQuery } from "../../api/lists";
import { useBusiness } from "../../api/session";

/** The zone of whoever's calendar it is about, or of the business. */
export function useZone(resourceId: string | undefined): string {
  const business = useBusiness();
  const resources = useQuery(resourcesQuery).data ?? [];
  const locations = useQuery(locationsQuery).data ?? [];
  const resource = resources.find(({ id }) => id === resourceId);
  return locations.find(({ id }) => id === resource?.location_id)?.time_zone ?? business.zone;
}
