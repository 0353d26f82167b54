import type { Question } from "../../api/generated/api.schemas";
import type { FormAnswer, FormAnswers, FormFile } from "../../api/intake";
import { ChoiceField, ConsentField } from "../../ui/light/ChoiceField";
import { TextAreaField, TextField } from "../../ui/light/Field";
import { FileAnswer } from "./FileAnswer";

interface IntakeFieldsProps {
  questions: Question[];
  answers: FormAnswers;
  /** One sentence for each question that is not answered right, by its id. */
  errors: Record<string, string>;
  locale: string;
  onAnswer: (id: string, answer: FormAnswer) => void;
}

/** What the service asks, in the business's order. */
export function IntakeFields({ questions, answers, errors, locale, onAnswer }: IntakeFieldsProps) {
  return questions.map((question) => (
    <IntakeField
      key={question.id}
      question={question}
      answer={answers[question.id] ?? null}
      error={errors[question.id]}
      locale={locale}
      onAnswer={(answer) => onAnswer(question.id, answer)}
    />
  ));
}

interface IntakeFieldProps {
  question: Question;
  answer: FormAnswer;
  error?: string;
  locale: string;
  onAnswer: (answer: FormAnswer) => void;
}

const LONG = 120;

function IntakeField({ question, answer, error, locale, onAnswer }: IntakeFieldProps) {
  const { kind, label, help, is_required, options, limits } = question;
  const around = { label, error, hint: help || undefined, optional: !is_required };
  const text = typeof answer === "string" ? answer : "";
  const type = (event: { target: { value: string } }) => onAnswer(event.target.value);
  switch (kind) {
    case "choice":
      return (
        <ChoiceField
          {...around}
          options={options}
          isMultiple={limits.is_multiple}
          chosen={Array.isArray(answer) ? answer : []}
          onChange={onAnswer}
        />
      );
    case "consent":
      return (
        <ConsentField
          label={label}
          text={help}
          error={error}
          optional={!is_required}
          isGiven={answer === true}
          onChange={onAnswer}
        />
      );
    case "file":
      return (
        <FileAnswer
          {...around}
          question={question}
          file={answer as FormFile | null}
          locale={locale}
          onChange={onAnswer}
        />
      );
    case "number":
      return (
        <TextField
          {...around}
          inputMode={limits.is_whole ? "numeric" : "decimal"}
          value={text}
          onChange={type}
        />
      );
    case "date":
      return (
        <TextField
          {...around}
          type="date"
          min={limits.earliest}
          max={limits.latest}
          value={text}
          onChange={type}
        />
      );
    default: {
      const most = limits.max_length;
      return most !== undefined && most <= LONG ? (
        <TextField {...around} maxLength={most} value={text} onChange={type} />
      ) : (
        <TextAreaField {...around} rows={2} maxLength={most ?? 2000} value={text} onChange={type} />
      );
    }
  }
}
