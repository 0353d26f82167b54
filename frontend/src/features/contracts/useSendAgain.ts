import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { draftContractAgain } from "../../api/generated/api";
import { idempotent } from "../../api/http";
import { useSubmission } from "../../api/submission";
import { toastProblem } from "../../ui/toast";
import { useTakeContract } from "./queries";

/** Begins anew what came to nothing, and goes on in the form that makes contracts. */
export function useSendAgain() {
  const take = useTakeContract();
  const navigate = useNavigate();
  const submitOnce = useSubmission();
  return useMutation({
    mutationFn: (id: string) =>
      submitOnce({ id }, (body, key) => draftContractAgain(body.id, idempotent(key))),
    onSuccess: (draft) => {
      take(draft);
      navigate(`/app/contracts/new?draft=${draft.id}`);
    },
    onError: toastProblem,
  });
}
