import { useRef } from "react";
import { useLocation, useNavigate } from "react-router";
import { createContract, updateContract } from "../../../api/generated/api";
import type { ContractChanges, ContractDetail } from "../../../api/generated/api.schemas";
import { idempotent, ifMatch } from "../../../api/http";
import { useSubmission } from "../../../api/submission";
import { type Autosave, useAutosave } from "../../../api/useAutosave";
import { useTakeContract } from "../queries";

export interface DraftStart {
  template_id: string;
  title: string;
  customer_id?: string;
  appointment_id?: string;
}

export interface Draft {
  save: Autosave<ContractChanges>;
  /** The form's address at a step of a draft that exists by now. */
  addressOf: (step: string) => { search: string; state: object } | null;
}

/**
 * The draft on the server, made with the first change and saved with each later one, so that
 * whoever leaves finds it among the drafts.
 */
export function useDraft(
  start: DraftStart,
  contract: ContractDetail | null,
  onSaved: (contract: ContractDetail) => void,
): Draft {
  const take = useTakeContract();
  const navigate = useNavigate();
  const { state } = useLocation();
  const form = (state as { form?: string } | null)?.form ?? contract?.id ?? start.template_id;
  const submitOnce = useSubmission();
  const known = useRef<{ id: string; version: number } | null>(contract);
  const save = useAutosave<ContractChanges>(async (change) => {
    const isNew = !known.current;
    const saved = known.current
      ? await updateContract(known.current.id, change, ifMatch(known.current.version))
      : await submitOnce({ ...start, ...change }, (body, key) =>
          createContract(body, idempotent(key)),
        );
    known.current = saved;
    take(saved);
    onSaved(saved);
    // The same form goes on under the draft's own address.
    const address = isNew && addressOf("signers");
    if (address) navigate(address.search, { replace: true, state: address.state });
  });
  const addressOf: Draft["addressOf"] = (step) =>
    known.current && { search: `?draft=${known.current.id}&step=${step}`, state: { form } };
  return { save, addressOf };
}
