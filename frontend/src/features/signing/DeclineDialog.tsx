import { type FormEvent, useRef, useState } from "react";
import { declineSigning } from "../../api/generated/api";
import { isProblem } from "../../api/problem";
import { Button } from "../../ui/light/Button";
import { Dialog } from "../../ui/light/Dialog";
import { focusFirstInvalid, TextAreaField } from "../../ui/light/Field";
import { Notice } from "../../ui/light/Notice";
import { messageIn } from "../../ui/speech/problems";
import { useWords } from "../../ui/speech/words";
import { CLOSED } from "./answerQueue";
import sheet from "./Sheet.module.css";
import type { SigningSession } from "./useSigning";

interface DeclineDialogProps {
  session: SigningSession;
  reason: string;
  onReason: (reason: string) => void;
  onClose: () => void;
}

/** Says what it means before it happens, and asks why. */
export function DeclineDialog({ session, reason, onReason, onClose }: DeclineDialogProps) {
  const [error, setError] = useState<string | undefined>();
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const words = useWords();
  const { say } = words;
  const title = session.view?.contract.title ?? "";

  const decline = async (event: FormEvent) => {
    event.preventDefault();
    if (!reason.trim()) {
      setError(say("Please say why, in a few words."));
      focusFirstInvalid(form.current);
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      session.show(await declineSigning(session.token, { reason: reason.trim() }));
    } catch (problem) {
      setBusy(false);
      if (isProblem(problem, ...CLOSED)) session.reload();
      setFailure(messageIn(problem, words));
    }
  };
  return (
    <Dialog title={say("Decline “{title}”?", { title })} look="sheet" onClose={onClose}>
      <form ref={form} className={sheet.form} onSubmit={decline} noValidate>
        <p className={sheet.text}>
          {say("It ends for everybody and cannot be taken back. The sender can send a new one.")}
        </p>
        <TextAreaField
          label={say("Why do you not want to sign?")}
          value={reason}
          error={error}
          rows={3}
          maxLength={500}
          onChange={(event) => onReason(event.target.value)}
        />
        {failure && <Notice tone="danger" title={failure} />}
        <div className={sheet.actions}>
          <Button large onClick={onClose}>
            {say("Keep it open")}
          </Button>
          <Button look="danger" large type="submit" busy={isBusy}>
            {say("Decline")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
