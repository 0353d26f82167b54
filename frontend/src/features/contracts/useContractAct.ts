import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ContractDetail } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { toast, toastProblem } from "../../ui/toast";
import { useTakeContract } from "./queries";

interface Act {
  send: () => Promise<ContractDetail>;
  said: string;
}

/** Does one thing to a contract, says so, and shows what came of it. */
export function useContractAct(id: string, onDone?: () => void) {
  const client = useQueryClient();
  const take = useTakeContract();
  return useMutation({
    mutationFn: ({ send }: Act) => send(),
    onSuccess: (contract, { said }) => {
      take(contract);
      toast(said);
      onDone?.();
    },
    onError: (error) => {
      toastProblem(error);
      client.invalidateQueries({ queryKey: keys.contracts.one(id) });
    },
  });
}
