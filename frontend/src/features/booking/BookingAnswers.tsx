import { useState } from "react";
import { getBookingAnswers } from "../../api/generated/api";
import { answerText } from "../../api/intake";
import { useLoad } from "../../lib/useLoad";
import { Button } from "../../ui/light/Button";
import { AnswersDialog } from "./AnswersDialog";
import classes from "./BookingAnswers.module.css";

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
    <section aria-label="Your answers" className={classes.answers}>
      {intake.answers.length > 0 && (
        <dl className={classes.list}>
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
          onClose={() => {
            setEditing(false);
            loaded.reload();
          }}
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
