import type { Resource, Service, Slot } from "../../api/generated/api.schemas";

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
