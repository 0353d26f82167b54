import { type QueryClient, queryOptions } from "@tanstack/react-query";
import {
  getResource,
  listLocations,
  listResources,
  listServices,
  listUsers,
} from "./generated/api";
import type { Resource } from "./generated/api.schemas";
import { keys } from "./keys";

/** A whole list, page after page: what a business has dozens of, never thousands. */
export async function everyPage<T>(
  fetchPage: (after: string | undefined) => Promise<{ items: T[]; next?: string | null }>,
): Promise<T[]> {
  const items: T[] = [];
  let after: string | undefined;
  do {
    const page = await fetchPage(after);
    items.push(...page.items);
    after = page.next ?? undefined;
  } while (after);
  return items;
}

const REFERENCE_STALE_MS = 60_000;

export const servicesQuery = queryOptions({
  queryKey: keys.services.all,
  queryFn: ({ signal }) => everyPage((after) => listServices({ limit: 100, after }, { signal })),
  staleTime: REFERENCE_STALE_MS,
});

export const resourcesQuery = queryOptions({
  queryKey: keys.resources.all,
  queryFn: ({ signal }) => everyPage((after) => listResources({ limit: 100, after }, { signal })),
  staleTime: REFERENCE_STALE_MS,
});

export const formerResourcesQuery = queryOptions({
  queryKey: keys.resources.former,
  queryFn: ({ signal }) =>
    everyPage((after) => listResources({ limit: 100, after, is_former: true }, { signal })),
  staleTime: REFERENCE_STALE_MS,
});

export const teamQuery = queryOptions({
  queryKey: keys.users.team,
  queryFn: ({ signal }) =>
    everyPage((after) => listUsers({ kind: "team", after, limit: 100 }, { signal })),
});

/** The resource as it is now: somebody may have changed its hours in another window. */
export function freshResource(client: QueryClient, id: string): Promise<Resource> {
  return client.fetchQuery({
    queryKey: [...keys.resources.all, id],
    queryFn: () => getResource(id),
    staleTime: 0,
  });
}

export const locationsQuery = queryOptions({
  queryKey: keys.locations.all,
  queryFn: ({ signal }) => everyPage((after) => listLocations({ limit: 100, after }, { signal })),
  staleTime: REFERENCE_STALE_MS,
});
