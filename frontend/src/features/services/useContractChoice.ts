import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { keys } from "../../api/keys";
import { toastProblem } from "../../ui/toast";
import {
  type ContractChoice,
  loadContractChoice,
  NO_CONTRACT,
  saveContractChoice,
} from "./contractChoice";

/** What is to be signed for a service: as it is, as it is being changed, and saved beside it. */
export function useContractChoice(serviceId: string | undefined, isAllowed: boolean) {
  const client = useQueryClient();
  const [changed, setChanged] = useState<ContractChoice | null>(null);
  const kept = useQuery({
    queryKey: keys.contracts.ofService(serviceId ?? ""),
    queryFn: ({ signal }) => loadContractChoice(serviceId ?? "", signal),
    enabled: !!serviceId && isAllowed,
  });
  const before = serviceId ? kept.data : NO_CONTRACT;
  return {
    choice: changed ?? before ?? null,
    set: setChanged,
    /** The service itself is saved by then, so a refusal is told, not thrown. */
    save: async (id: string) => {
      if (!changed || !before) return;
      try {
        await saveContractChoice(id, changed, before);
      } catch (error) {
        toastProblem(error);
      } finally {
        client.invalidateQueries({ queryKey: keys.contracts.ofService(id) });
      }
    },
  };
}
