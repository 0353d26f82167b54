import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Appointment, Resource, Service, Slot } from "../../api/generated/api.schemas";
import { resourcesQuery, servicesQuery } from "../../api/lists";

/** Who can give this service. */
export function staffFor(service: Service | undefined, resources: Resource[]): Resource[] {
  const wanted = service?.requirements.find(({ kind }) => kind === "staff");
  const all = resources.filter(({ kind, is_active }) => kind === "staff" && is_active);
  if (!service || !wanted) return service ? [] : all;
  return wanted.resource_ids.length > 0
    ? all.filter(({ id }) => wanted.resource_ids.includes(id))
    : all;
}

/** The people among those who are free at that time. */
export function staffOf(slot: Slot | null, resources: Resource[]): Resource[] {
  return resources.filter(({ id, kind }) => kind === "staff" && slot?.resource_ids.includes(id));
}

/** Who could do it, who does now, and who is to: the same until somebody else is chosen, or nobody
 * in particular, as where whoever does is switched off. */
export function useStaff({ service, allocations }: Appointment) {
  const services = useQuery(servicesQuery).data ?? [];
  const resources = useQuery(resourcesQuery).data;
  const [chosen, choose] = useState<string | null>();
  const staff = staffFor(
    services.find(({ id }) => id === service.id),
    resources ?? [],
  );
  const current = allocations.find(({ kind }) => kind === "staff")?.resource_id ?? null;
  const goesOn = resources?.some(({ id, is_active }) => id === current && is_active) ?? true;
  const wanted = chosen === undefined && goesOn ? current : (chosen ?? null);
  return { staff, current, wanted, choose };
}
