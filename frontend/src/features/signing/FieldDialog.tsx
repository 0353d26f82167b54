import type { SigningField } from "../../api/generated/api.schemas";
import { onDemand } from "../../ui/light/onDemand";
import { AnswerSheet } from "./AnswerSheet";
import { MissingDialog } from "./MissingDialog";
import type { SigningSession } from "./useSigning";

// Sending files, drawing and handwriting come when somebody is about to.
const AttachmentDialog = onDemand(
  async () => (await import("./AttachmentDialog")).AttachmentDialog,
  MissingDialog,
);
const PadDialog = onDemand(async () => (await import("./PadDialog")).PadDialog, MissingDialog);

interface FieldDialogProps {
  field: SigningField;
  session: SigningSession;
  /** What still keeps from finishing. */
  unanswered: readonly SigningField[];
  onClose: () => void;
  onNext: () => void;
}

/** What a field is answered with, where its box does not do. */
export function FieldDialog({ field, session, unanswered, onClose, onNext }: FieldDialogProps) {
  const others = unanswered.filter(({ id }) => id !== field.id);
  switch (field.type) {
    case "signature":
    case "initials":
      return <PadDialog field={field} session={session} onClose={onClose} />;
    case "attachment":
      return <AttachmentDialog field={field} session={session} onClose={onClose} />;
    default:
      return (
        <AnswerSheet
          field={field}
          hasNext={others.length > 0}
          onClose={onClose}
          onNext={() => {
            onClose();
            onNext();
          }}
        />
      );
  }
}
