import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import type { Answers, Intake } from "../../api/generated/api.schemas";
import { formAnswers, missingAnswers, refusedAnswers, wireAnswers } from "../../api/intake";
import { isProblem } from "../../api/problem";
import { FormModal } from "../FormModal";
import { AnswerFields } from "./AnswerFields";

interface AnswersModalProps {
  title: string;
  intake: Intake;
  locale: string;
  /** Whether what is required must be answered now. */
  isComplete: boolean;
  save: (body: Answers) => Promise<unknown>;
  onSaved: () => void;
  onClose: () => void;
}

/** The questions of a booking, to be answered now or otherwise than before. */
export function AnswersModal(props: AnswersModalProps) {
  const { title, intake, locale, isComplete, save, onSaved, onClose } = props;
  const [answers, setAnswers] = useState(() => formAnswers(intake.answers));
  const [missing, setMissing] = useState<Record<string, string>>({});
  const fields = useRef<HTMLDivElement>(null);
  const saving = useMutation({
    mutationFn: () => save({ answers: wireAnswers(intake.questions, answers) }),
    onSuccess: onSaved,
    onError: () => focusFirst(),
  });
  const focusFirst = () =>
    requestAnimationFrame(() =>
      fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const found = isComplete ? missingAnswers(intake.questions, answers) : {};
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
