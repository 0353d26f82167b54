import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Location, Resource } from "../../api/generated/api.schemas";
import { locationsQuery, resourcesQuery } from "../../api/lists";
import { useMe } from "../../api/session";
import { MAY, may } from "../../lib/permissions";
import { sortRows } from "./timeline/bars";
import type { ScheduleAddress } from "./useScheduleAddress";

const NO_RESOURCES: Resource[] = [];
const NO_LOCATIONS: Location[] = [];

/** The rows of the schedule: the chosen ones for whoever sees all, else one's own alone. */
export function useRows(address: ScheduleAddress, businessZone: string) {
  const me = useMe();
  const seesAll = may(me, MAY.viewAllCalendars);
  const resources = useQuery(resourcesQuery);
  const locations = useQuery(locationsQuery).data ?? NO_LOCATIONS;
  const ownId = me.user.resource_id;
  const pool = useMemo(() => {
    const all = resources.data ?? NO_RESOURCES;
    return seesAll ? all : all.filter(({ id }) => id === ownId);
  }, [resources.data, seesAll, ownId]);
  const kind = seesAll ? address.kind : "all";
  const location = seesAll ? address.location : "";
  const rows = useMemo(
    () =>
      sortRows(
        pool.filter(
          (each) =>
            each.is_active &&
            (kind === "all" || each.kind === kind) &&
            (!location || each.location_id === location),
        ),
      ),
    [pool, kind, location],
  );
  const place = seesAll ? location : (pool[0]?.location_id ?? "");
  const zone = zoneOf(locations, place) ?? businessZone;
  return { resources, locations, pool, rows, zone, seesAll };
}

function zoneOf(locations: Location[], id: string): string | undefined {
  const chosen = locations.find((each) => each.id === id);
  return (chosen ?? (locations.length === 1 ? locations[0] : undefined))?.time_zone;
}
