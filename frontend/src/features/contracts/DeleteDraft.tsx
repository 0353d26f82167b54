import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { deleteContract } from "../../api/generated/api";
import type { Contract } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { Confirm } from "../../ui/Confirm";
import { toast, toastProblem } from "../../ui/toast";

interface DeleteDraftProps {
  contract: Pick<Contract, "id" | "title">;
  onClose: () => void;
}

/** Throws a draft away; nobody has been told of it. */
export function DeleteDraft({ contract: { id, title }, onClose }: DeleteDraftProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => deleteContract(id),
    onSuccess: () => {
      toast(`The draft “${title}” is deleted.`);
      navigate("/app/contracts", { replace: true });
      client.removeQueries({ queryKey: keys.contracts.one(id) });
      client.invalidateQueries({ queryKey: keys.contracts.all });
    },
    onError: toastProblem,
    onSettled: onClose,
  });
  return (
    <Confirm
      title={`Delete the draft “${title}”?`}
      act="Delete draft"
      keep="Keep it"
      isLoss
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      Nobody was invited yet. What you filled in is lost.
    </Confirm>
  );
}
