import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getCustomerImport } from "../../api/generated/api";
import type { CustomerImportDetails } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { toastProblem } from "../../ui/toast";

const BUSY = ["checking", "importing", "undoing"];
/** The live link tells of each step; this is for when it is down. */
const LOOK_MS = 2_000;

/** One import as it stands, followed while a job works on it. */
export function useImport(id: string | null) {
  return useQuery({
    queryKey: keys.customerImports.one(id ?? ""),
    queryFn: ({ signal }) => getCustomerImport(id ?? "", { signal }),
    enabled: !!id,
    refetchInterval: ({ state }) =>
      state.data && BUSY.includes(state.data.state) ? LOOK_MS : false,
  });
}

/** An act on the import; its answer is the import as it stands then. */
export function useImportAct(act: (id: string) => Promise<CustomerImportDetails>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (now) => {
      client.setQueryData(keys.customerImports.one(now.id), now);
      client.invalidateQueries({ queryKey: keys.customers.all });
    },
    onError: (error) => {
      client.invalidateQueries({ queryKey: keys.customerImports.all });
      toastProblem(error);
    },
  });
}
