import { type FormEvent, useRef, useState } from "react";
import { getBookingAnswers, setBookingAnswers } from "../../api/generated/api";
import type { Intake } from "../../api/generated/api.schemas";
import { ifMatch } from "../../api/http";
import {
  answerText,
  formAnswers,
  missingAnswers,
  refusedAnswers,
  wireAnswers,
} from "../../api/intake";
import { isProblem, messageOf } from "../../api/problem";
import { useLoad } from "../../lib/useLoad";
import { Button } from "../../ui/light/Button";
import { Dialog } from "../../ui/light/Dialog";
import { focusFirstInvalid } from "../../ui/light/Field";
import { Notice } from "../../ui/light/Notice";
import classes from "./Booking.module.css";
import answersClasses from "./BookingAnswers.module.css";
import { IntakeFields } from "./IntakeFields";

interface BookingAnswersProps {
  token: string;
  locale: string;
  /** The booking counts its version up with each answer. */
  onAnswered: () => void;
}

/** What was answered for the booking, and a way to answer otherwise; nothing where nothing is asked. */
export function BookingAnswers({ token, locale, onAnswered }: BookingAnswersProps) {
  const loaded = useLoad(token, (signal) => getBookingAnswers(token, { signal }));
  const [isEditing, setEditing] = useState(false);
  const intake = loaded.data;
  if (!intake || (intake.questions.length === 0 && intake.answers.length === 0)) return null;
  const mayAnswer = intake.can_answer && intake.questions.length > 0;
  if (intake.answers.length === 0 && !mayAnswer) return null;
  return (
    <section aria-label="Your answers" className={answersClasses.answers}>
      {intake.answers.length > 0 && (
        <dl className={answersClasses.list}>
          {intake.answers.map((answer) => (
            <div key={answer.id}>
              <dt>{answer.question}</dt>
              <dd>
                {answer.file ? (
                  <a href={answer.file.url}>{answer.file.name}</a>
                ) : (
                  answerText(answer, locale)
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {mayAnswer && (
        <Button onClick={() => setEditing(true)}>
          {intake.answers.length > 0 ? "Change your answers" : "Answer a few questions"}
        </Button>
      )}
      {isEditing && (
        <AnswersDialog
          token={token}
          intake={intake}
          locale={locale}
          onClose={() => setEditing(false)}
          onSaved={() => {
            setEditing(false);
            loaded.reload();
            onAnswered();
          }}
        />
      )}
    </section>
  );
}

interface AnswersDialogProps {
  token: string;
  intake: Intake;
  locale: string;
  onClose: () => void;
  onSaved: () => void;
}

function AnswersDialog({ token, intake, locale, onClose, onSaved }: AnswersDialogProps) {
  const [answers, setAnswers] = useState(() => formAnswers(intake.answers));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const refuse = (found: Record<string, string>) => {
    setErrors(found);
    focusFirstInvalid(form.current);
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const missing = missingAnswers(intake.questions, answers);
    setFailure(null);
    if (Object.keys(missing).length > 0) return refuse(missing);
    setBusy(true);
    try {
      const body = { answers: wireAnswers(intake.questions, answers) };
      await setBookingAnswers(token, body, ifMatch(intake.version));
      onSaved();
    } catch (error) {
      setBusy(false);
      const refused = isProblem(error) ? refusedAnswers(error.fields) : {};
      if (Object.keys(refused).length > 0) refuse(refused);
      else setFailure(messageOf(error));
    }
  };
  return (
    <Dialog title="Your answers" onClose={onClose}>
      <form ref={form} noValidate className={classes.form} onSubmit={save}>
        <IntakeFields
          questions={intake.questions}
          answers={answers}
          errors={errors}
          locale={locale}
          onAnswer={(id, answer) => setAnswers((old) => ({ ...old, [id]: answer }))}
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
