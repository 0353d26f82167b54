import { Button, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Service } from "../../api/generated/api.schemas";
import { type FormAnswers, refusedAnswers, wireAnswers } from "../../api/intake";
import { isProblem } from "../../api/problem";
import { AnswerFields } from "../../ui/intake/AnswerFields";

interface AnswersNowProps {
  service: Service | undefined;
  answers: FormAnswers;
  /** A series is asked nothing. */
  isAsked: boolean;
  error: unknown;
  locale: string;
  onChange: (answers: FormAnswers) => void;
}

/** The answers noted so far, as they are sent. */
export function answersFor(service: Service | undefined, answers: FormAnswers) {
  return wireAnswers(service?.questions ?? [], answers);
}

/** The team may note answers while they book; the customer is asked for the rest. */
export function AnswersNow(props: AnswersNowProps) {
  const { service, answers, isAsked, error, locale, onChange } = props;
  const [isOpen, setOpen] = useState(false);
  if (!isAsked || !service?.questions.length) return null;
  if (!isOpen) {
    return (
      <Button variant="default" size="xs" w="fit-content" onClick={() => setOpen(true)}>
        Note answers to the questions
      </Button>
    );
  }
  return (
    <Stack component="section" gap="sm" aria-label="Questions of the service">
      <Text size="xs" c="dimmed">
        What you leave out the customer can answer by the link in their mail.
      </Text>
      <AnswerFields
        questions={service.questions}
        answers={answers}
        errors={isProblem(error) ? refusedAnswers(error.fields) : {}}
        locale={locale}
        isComplete={false}
        onAnswer={(id, answer) => onChange({ ...answers, [id]: answer })}
      />
    </Stack>
  );
}
