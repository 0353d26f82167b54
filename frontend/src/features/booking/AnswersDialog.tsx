import { type FormEvent, useRef, useState } from "react";
import type { Intake } from "../../api/generated/api.schemas";
import { refusedAnswers, wrongAnswers } from "../../api/intake";
import { isProblem, messageOf } from "../../api/problem";
import { Button } from "../../ui/light/Button";
import { Dialog } from "../../ui/light/Dialog";
import { focusFirstInvalid } from "../../ui/light/Field";
import { Notice } from "../../ui/light/Notice";
import classes from "./Booking.module.css";
import { IntakeFields } from "./IntakeFields";
import { useAnswers } from "./useAnswers";

interface AnswersDialogProps {
  token: string;
  intake: Intake;
  locale: string;
  onClose: () => void;
  onSaved: () => void;
}

/** The questions of a booking, to be answered otherwise than before. */
export function AnswersDialog({ token, intake, locale, onClose, onSaved }: AnswersDialogProps) {
  const { questions, answers, theirs, answer, save } = useAnswers(token, intake, locale);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const refuse = (found: Record<string, string>) => {
    setErrors(found);
    focusFirstInvalid(form.current);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = wrongAnswers(questions, answers);
    setFailure(null);
    if (Object.keys(wrong).length > 0) return refuse(wrong);
    setBusy(true);
    try {
      await save();
      onSaved();
    } catch (error) {
      setBusy(false);
      const refused = isProblem(error) ? refusedAnswers(error.fields) : {};
      if (Object.keys(refused).length === 0) setFailure(messageOf(error));
      refuse(refused);
    }
  };
  return (
    <Dialog title="Your answers" onClose={onClose}>
      <form ref={form} noValidate className={classes.form} onSubmit={submit}>
        <IntakeFields
          questions={questions}
          answers={answers}
          errors={{ ...theirs, ...errors }}
          locale={locale}
          onAnswer={answer}
        />
        {failure && <Notice tone="danger" title={failure} />}
        <div className={classes.actions}>
          <Button onClick={onClose}>Discard</Button>
          <Button look="primary" type="submit" busy={isBusy}>
            Save answers
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
