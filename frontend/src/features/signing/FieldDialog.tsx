import { lazy, Suspense } from "react";
import type { SigningField } from "../../api/generated/api.schemas";
import { AnswerSheet } from "./AnswerSheet";
import type { SigningSession } from "./useSigning";

// Sending files, drawing and handwriting come when somebody is about to.
const AttachmentDialog = lazy(() =>
  import("./AttachmentDialog").then(({ AttachmentDialog: component }) => ({ default: component })),
);
const PadDialog = lazy(() =>
  import("./PadDialog").then(({ PadDialog: component }) => ({ default: component })),
);

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
      return (
        <Suspense fallback={null}>
          <PadDialog field={field} session={session} onClose={onClose} />
        </Suspense>
      );
    case "attachment":
      return (
        <Suspense fallback={null}>
          <AttachmentDialog field={field} session={session} onClose={onClose} />
        </Suspense>
      );
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
