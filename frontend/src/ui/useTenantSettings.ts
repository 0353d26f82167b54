import type { UseFormReturnType } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { getTenant, updateTenant } from "../api/generated/api";
import type { Tenant, TenantPatch } from "../api/generated/api.schemas";
import { keys } from "../api/keys";
import { useTakeTenant } from "../api/tenant";
import { toast } from "./toast";
import type { Kept } from "./useChangeOf";
import { useSettings } from "./useSettings";

interface TenantSettings<V> extends Omit<Kept<Tenant, V>, "newest"> {
  saved: string;
}

/** A form of some of the business's own settings. */
export function useTenantSettings<V extends TenantPatch>(
  form: UseFormReturnType<V>,
  tenant: Tenant,
  { saved, ...kept }: TenantSettings<V>,
) {
  const client = useQueryClient();
  const take = useTakeTenant();
  return useSettings<Tenant, V>(form, tenant, {
    ...kept,
    newest: async () => {
      const now = await getTenant();
      client.setQueryData(keys.tenant, now);
      return now;
    },
    save: updateTenant,
    onSaved: (now) => {
      take(now);
      toast(saved);
    },
  });
}
