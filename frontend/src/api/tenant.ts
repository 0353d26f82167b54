import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getTenant, updateTenant } from "./generated/api";
import type { Tenant, TenantPatch } from "./generated/api.schemas";
import { ifMatch } from "./http";
import { keys } from "./keys";
import { isProblem } from "./problem";

/** The business's own settings. */
export function useTenant() {
  return useQuery({ queryKey: keys.tenant, queryFn: ({ signal }) => getTenant({ signal }) });
}

/** For what follows a change: the new settings are known everywhere at once. */
export function useTakeTenant() {
  const client = useQueryClient();
  return (saved: Tenant) => {
    client.setQueryData(keys.tenant, saved);
    client.invalidateQueries({ queryKey: keys.me });
    client.invalidateQueries({ queryKey: keys.plan });
  };
}

/** Saves a change of the version that the person saw; what was saved over it is fetched. */
export function useSaveTenant(tenant: Tenant, after: { onSaved: () => void }) {
  const client = useQueryClient();
  const take = useTakeTenant();
  return useMutation({
    mutationFn: (changes: TenantPatch) => updateTenant(changes, ifMatch(tenant.version)),
    onSuccess: (saved) => {
      take(saved);
      after.onSaved();
    },
    onSettled: (_saved, error) => {
      if (isProblem(error, "stale")) client.invalidateQueries({ queryKey: keys.tenant });
    },
  });
}
