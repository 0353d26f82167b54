import { Alert } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import type { Answers, Intake } from "../../api/generated/api.schemas";
import { formAnswers, refusedAnswers, wireAnswers, wrongAnswers } from "../../api/intake";
import { keys } from "../../api/keys";
import { isProblem } from "../../api/problem";
import { FormModal } from "../FormModal";
import { AnswerFields } from "./AnswerFields";
import { AnswerList } from "./AnswerList";

interface AnswersModalProps {
  title: string;
  /** As it is now, by whomever. */
  intake: Intake;
  zone: string;
  locale: string;
  /** Whether what is required must be answered now. */
  isComplete: boolean;
  save: (body: Answers) => Promise<unknown>;
  onSaved: () => void;
  onClose: () => void;
}

/** What is answered, to be compared: links to files are others each time. */
function saidIn({ answers }: Intake): string {
  return JSON.stringify(
    answers.map(({ question_id, value, file }) => [question_id, value, file?.id]),
  );
}

/** The questions of a booking, to be answered now or otherwise than before. */
export function AnswersModal(props: AnswersModalProps) {
  const { title, intake, zone, locale, isComplete, save, onSaved, onClose } = props;
  const client = useQueryClient();
  const [begun] = useState(intake);
  const [answers, setAnswers] = useState(() => formAnswers(begun.answers));
  const isOvertaken = saidIn(intake) !== saidIn(begun);
  const [missing, setMissing] = useState<Record<string, string>>({});
  const fields = useRef<HTMLDivElement>(null);
  const saving = useMutation({
    mutationFn: () => save({ answers: wireAnswers(intake.questions, answers) }),
    onSuccess: onSaved,
    onError: (error) => {
      if (isProblem(error, "stale")) {
        client.invalidateQueries({ queryKey: keys.appointments.all });
      }
      focusFirst();
    },
  });
  const focusFirst = () =>
    requestAnimationFrame(() =>
      fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const found = wrongAnswers(intake.questions, answers, isComplete);
    setMissing(found);
    if (Object.keys(found).length > 0) focusFirst();
    else saving.mutate();
  };
  const refused = isProblem(saving.error) ? refusedAnswers(saving.error.fields) : {};
  return (
    <FormModal
      title={title}
      act="Save answers"
      isBusy={saving.isPending}
      error={saving.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {isOvertaken && (
        <Alert
          color="yellow"
          role="status"
          title="Meanwhile somebody changed these answers. Saving puts yours in their place."
        >
          <AnswerList answers={intake.answers} zone={zone} locale={locale} />
        </Alert>
      )}
      <div ref={fields} style={{ display: "contents" }}>
        <AnswerFields
          questions={intake.questions}
          answers={answers}
          errors={{ ...refused, ...missing }}
          locale={locale}
          isComplete={isComplete}
          onAnswer={(id, answer) => setAnswers((old) => ({ ...old, [id]: answer }))}
        />
      </div>
    </FormModal>
  );
}
