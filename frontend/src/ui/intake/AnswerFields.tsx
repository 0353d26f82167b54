import { Checkbox, NumberInput, Radio, Stack, Text, Textarea, TextInput } from "@mantine/core";
import type { Question } from "../../api/generated/api.schemas";
import type { FormAnswer, FormAnswers, FormFile } from "../../api/intake";
import { FileField } from "./FileField";

interface AnswerFieldsProps {
  questions: Question[];
  answers: FormAnswers;
  errors: Record<string, string>;
  locale: string;
  /** Whoever answers must answer what is required; the team may leave it for later. */
  isComplete: boolean;
  onAnswer: (id: string, answer: FormAnswer) => void;
}

/** What a service asks, as fields of a form. */
export function AnswerFields(props: AnswerFieldsProps) {
  const { questions, answers, errors, locale, isComplete, onAnswer } = props;
  return questions.map((question) => (
    <AnswerField
      key={question.id}
      question={question}
      answer={answers[question.id] ?? null}
      error={errors[question.id]}
      locale={locale}
      isComplete={isComplete}
      onAnswer={(answer) => onAnswer(question.id, answer)}
    />
  ));
}

interface AnswerFieldProps {
  question: Question;
  answer: FormAnswer;
  error?: string;
  locale: string;
  isComplete: boolean;
  onAnswer: (answer: FormAnswer) => void;
}

interface Around {
  label: string;
  error?: string;
  description?: string;
}

function ChoiceAnswer(props: AnswerFieldProps & { around: Around }) {
  const { question, answer, isComplete, around, onAnswer } = props;
  const chosen = Array.isArray(answer) ? answer : [];
  if (question.limits.is_multiple) {
    return (
      <Checkbox.Group {...around} value={chosen} onChange={onAnswer}>
        <Stack gap={6} mt={6}>
          {question.options.map((option) => (
            <Checkbox key={option} value={option} label={option} />
          ))}
        </Stack>
      </Checkbox.Group>
    );
  }
  return (
    <Radio.Group
      {...around}
      value={chosen[0] ?? ""}
      onChange={(option) => onAnswer(option ? [option] : [])}
    >
      <Stack gap={6} mt={6}>
        {question.options.map((option) => (
          <Radio key={option} value={option} label={option} />
        ))}
        {!(isComplete && question.is_required) && <Radio value="" label="No answer" />}
      </Stack>
    </Radio.Group>
  );
}

function AnswerField(props: AnswerFieldProps) {
  const { question, answer, error, locale, isComplete, onAnswer } = props;
  const { kind, help, limits } = question;
  const label =
    isComplete && question.is_required ? question.label : `${question.label} (optional)`;
  const around = { label, error, description: help || undefined };
  const text = typeof answer === "string" ? answer : "";
  if (kind === "choice") return <ChoiceAnswer {...props} around={around} />;
  if (kind === "consent") {
    return (
      <div>
        {help && (
          <Text size="sm" c="dimmed" mb={6} style={{ whiteSpace: "pre-line" }}>
            {help}
          </Text>
        )}
        <Checkbox
          label={label}
          error={error}
          checked={answer === true}
          onChange={(event) => onAnswer(event.currentTarget.checked)}
        />
      </div>
    );
  }
  if (kind === "file") {
    return (
      <FileField
        {...around}
        question={question}
        file={answer as FormFile | null}
        locale={locale}
        onChange={onAnswer}
      />
    );
  }
  if (kind === "number") {
    return (
      <NumberInput
        {...around}
        allowDecimal={!limits.is_whole}
        value={text}
        onChange={(value) => onAnswer(String(value))}
      />
    );
  }
  if (kind === "date") {
    return (
      <TextInput
        {...around}
        type="date"
        min={limits.earliest}
        max={limits.latest}
        value={text}
        onChange={(event) => onAnswer(event.currentTarget.value)}
      />
    );
  }
  return (
    <Textarea
      {...around}
      autosize
      minRows={1}
      maxRows={8}
      maxLength={limits.max_length ?? 2000}
      value={text}
      onChange={(event) => onAnswer(event.currentTarget.value)}
    />
  );
}
