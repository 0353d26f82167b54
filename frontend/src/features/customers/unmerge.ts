import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { listCustomerMerges, undoCustomerMerge } from "../../api/generated/api";
import type { Customer } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import { keys } from "../../api/keys";
import { toast, toastProblem } from "../../ui/toast";

/** Who was merged into the customer and can be had back. */
export function mergesQuery(id: string) {
  return queryOptions({
    queryKey: keys.customers.merges(id),
    queryFn: ({ signal }) => listCustomerMerges(id, { signal }),
  });
}

/** Whatever shows whose something is, is asked for anew. */
export function refreshAfterMerge(client: QueryClient): void {
  const all = [keys.customers, keys.appointments, keys.contracts, keys.activity, keys.waitlist];
  for (const { all: queryKey } of all) client.invalidateQueries({ queryKey });
}

/** Makes two of one again; whatever asked for it may be gone by then. */
export async function takeMergeBack(
  client: QueryClient,
  { id, version }: Customer,
  mergeId?: string,
): Promise<void> {
  try {
    const last = mergeId ?? (await client.fetchQuery(mergesQuery(id))).items[0]?.id ?? "";
    const { customer, other } = await undoCustomerMerge(id, last, ifMatch(version));
    toast(`${customer.name} and ${other.name} are two customers again.`);
  } catch (error) {
    toastProblem(error);
  }
  refreshAfterMerge(client);
}
