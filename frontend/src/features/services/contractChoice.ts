import { removeServiceContract, setServiceContract } from "../../api/generated/api";
import type { ServiceContract } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";

export type ContractPolicy = ServiceContract["policy"];

/** What is to be signed for a service; without a template nothing is. */
export interface ContractChoice {
  template_id: string | null;
  policy: ContractPolicy;
  deadline_hours: number | null;
  customer_role_key: string | null;
  /** 0 where nothing is. */
  version: number;
}

export const NO_CONTRACT: ContractChoice = {
  template_id: null,
  policy: "block",
  deadline_hours: 24,
  customer_role_key: null,
  version: 0,
};

export function choiceOf(kept: ServiceContract | null): ContractChoice {
  if (!kept) return NO_CONTRACT;
  const { template_name: _, ...choice } = kept;
  // Where none counts, one stands ready for who lets bookings be cancelled from now on.
  return { ...choice, deadline_hours: kept.deadline_hours ?? NO_CONTRACT.deadline_hours };
}

/** Saves the choice where it differs from what it was, unless that is another by now. */
export async function saveContractChoice(
  serviceId: string,
  choice: ContractChoice,
  before: ContractChoice,
): Promise<void> {
  if (JSON.stringify(choice) === JSON.stringify(before)) return;
  const { template_id, policy, customer_role_key } = choice;
  const seen = ifMatch(before.version);
  if (!template_id || !customer_role_key) {
    if (before.template_id) await removeServiceContract(serviceId, seen);
    return;
  }
  const deadline_hours = policy === "cancel" ? choice.deadline_hours : null;
  const wish = { template_id, policy, customer_role_key, deadline_hours };
  await setServiceContract(serviceId, wish, seen);
}
