import { voidContract } from "../../api/generated/api";
import type { ContractDetail } from "../../api/generated/api.schemas";
import { ConfirmWithReason } from "../../ui/ConfirmWithReason";
import { useContractAct } from "./useContractAct";
import { useSendAgain } from "./useSendAgain";

interface VoidContractProps {
  contract: ContractDetail;
  /** It is sent again as a new one at once. */
  goesOn?: boolean;
  onClose: () => void;
}

/** Ends a contract for good, with the reason that its signers are told. */
export function VoidContract({ contract, goesOn, onClose }: VoidContractProps) {
  const { id, title } = contract;
  const again = useSendAgain();
  const act = useContractAct(id, () => (goesOn ? again.mutate(id) : onClose()));
  return (
    <ConfirmWithReason
      title={`Void “${title}”?`}
      act={goesOn ? "Void and send anew" : "Void contract"}
      keep="Keep it"
      needsReason
      isBusy={act.isPending || again.isPending}
      onConfirm={(reason) =>
        act.mutate({ send: () => voidContract(id, { reason }), said: `“${title}” is voided.` })
      }
      onClose={onClose}
    >
      Nobody can sign it any more, and its links say so. Whoever was invited is told the reason.
      This cannot be taken back.
    </ConfirmWithReason>
  );
}
