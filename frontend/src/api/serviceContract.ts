import { queryOptions } from "@tanstack/react-query";
import { getServiceContract } from "./generated/api";
import { keys } from "./keys";
import { isProblem } from "./problem";

/** What booking the service asks to be signed; null where that is nothing. */
export function serviceContractQuery(serviceId: string) {
  return queryOptions({
    queryKey: keys.contracts.ofService(serviceId),
    queryFn: async ({ signal }) => {
      try {
        return await getServiceContract(serviceId, { signal });
      } catch (error) {
        if (isProblem(error, "not-found")) return null;
        throw error;
      }
    },
  });
}
