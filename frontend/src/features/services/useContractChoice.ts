import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { keys } from "../../api/keys";
import { isProblem } from "../../api/problem";
import { serviceContractQuery } from "../../api/serviceContract";
import { toastNews, toastProblem } from "../../ui/toast";
import { OVERTAKEN } from "../../ui/useChangeOf";
import { type ContractChoice, choiceOf, NO_CONTRACT, saveContractChoice } from "./contractChoice";

const GONE_ALREADY =
  "Someone else removed the contract to sign in the meantime. Bookings ask for none any more.";

/** What is to be signed for a service: as it is, as it is being changed, and saved beside it. */
export function useContractChoice(serviceId: string | undefined, isAllowed: boolean) {
  const client = useQueryClient();
  const [changed, setChanged] = useState<{ choice: ContractChoice; of: ContractChoice } | null>(
    null,
  );
  const [theirs, setTheirs] = useState<ContractChoice | null>(null);
  const kept = useQuery({
    ...serviceContractQuery(serviceId ?? ""),
    enabled: !!serviceId && isAllowed,
    select: choiceOf,
  });
  const before = serviceId ? kept.data : NO_CONTRACT;
  return {
    choice: changed?.choice ?? before ?? null,
    /** What somebody else chose meanwhile. */
    theirs,
    set: (choice: ContractChoice) => before && setChanged({ choice, of: changed?.of ?? before }),
    /** The service itself is saved by then: only what saving again mends is thrown, the rest told. */
    save: async (id: string) => {
      if (!changed) return;
      try {
        await saveContractChoice(id, changed.choice, changed.of);
      } catch (error) {
        const isRemoval = !changed.choice.template_id;
        const isOvertaken = isProblem(error, "stale", ...(isRemoval ? ["not-found"] : []));
        if (!isOvertaken) return toastProblem(error);
        const now = choiceOf(
          await client.fetchQuery({ ...serviceContractQuery(id), staleTime: 0 }),
        );
        if (isRemoval && !now.template_id) return toastNews(GONE_ALREADY);
        setChanged({ ...changed, of: now });
        setTheirs(now);
        throw OVERTAKEN;
      }
      client.invalidateQueries({ queryKey: keys.contracts.ofService(id) });
    },
  };
}
