import type { Contract } from "../../api/generated/api.schemas";
import { useMe } from "../../api/session";
import { MAY, may } from "../../lib/permissions";

const NOTHING: Contract["can"] = {
  send: false,
  remind: false,
  void: false,
  correct: false,
  again: false,
  retry_seal: false,
  delete: false,
};

/** What can be done with a contract now. */
export function useCan({ can }: Pick<Contract, "can">): Contract["can"] {
  return may(useMe(), MAY.sendContracts) ? can : NOTHING;
}

/** Where a contract is: a draft, for whoever may send it, in the form that makes it. */
export function usePathOf(): (contract: Pick<Contract, "id" | "state">) => string {
  const maySend = may(useMe(), MAY.sendContracts);
  return ({ id, state }) =>
    state === "draft" && maySend ? `/app/contracts/new?draft=${id}` : `/app/contracts/${id}`;
}
