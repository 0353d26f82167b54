import { voidContract } from "../../api/generated/api";
import type { ContractDetail } from "../../api/generated/api.schemas";
import { ConfirmWithReason } from "../../ui/ConfirmWithReason";
import { useContractAct } from "./useContractAct";

interface VoidContractProps {
  contract: ContractDetail;
  onClose: () => void;
}

/** Ends a contract for good, with the reason that its signers are told. */
export function VoidContract({ contract, onClose }: VoidContractProps) {
  const { id, title } = contract;
  const act = useContractAct(id, onClose);
  return (
    <ConfirmWithReason
      title={`Void “${title}”?`}
      act="Void contract"
      keep="Keep it"
      needsReason
      isBusy={act.isPending}
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
