import { Button, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type ReactNode, useRef } from "react";
import { toastWithUndo } from "../../ui/toast";
import { useRowDrag } from "../../ui/useRowDrag";
import { QuestionRow } from "./QuestionRow";
import classes from "./Questions.module.css";
import { moved, newQuestion, type QuestionValues } from "./questions";

const MOST = 20;

interface QuestionsFieldProps {
  questions: QuestionValues[];
  /** Of them all, and of single ones by their key. */
  error?: ReactNode;
  errors: Record<string, string>;
  onChange: (change: (questions: QuestionValues[]) => QuestionValues[]) => void;
}

/** What customers are asked when they book: added, ordered by dragging or arrows, removed with undo. */
export function QuestionsField({ questions, error, errors, onChange }: QuestionsFieldProps) {
  const list = useRef<HTMLOListElement>(null);
  const move = (from: number, to: number) => onChange((all) => moved(all, from, to));
  const drag = useRowDrag(list, move);
  const set = (key: string, change: Partial<QuestionValues>) =>
    onChange((all) => all.map((each) => (each.key === key ? { ...each, ...change } : each)));
  const remove = (at: number) => {
    const gone = questions[at];
    if (!gone) return;
    onChange((all) => all.filter(({ key }) => key !== gone.key));
    const name = gone.label.trim() ? `“${gone.label.trim()}”` : "The question";
    toastWithUndo(`${name} is removed.`, () => onChange((all) => all.toSpliced(at, 0, gone)));
  };
  return (
    <Stack gap={8}>
      <ol ref={list} className={classes.list}>
        {questions.map((question, at) => (
          <QuestionRow
            key={question.key}
            question={question}
            at={at}
            count={questions.length}
            error={errors[question.key]}
            isDragged={drag.dragged === at}
            isTarget={drag.dragged !== null && drag.dragged !== at && drag.target === at}
            handle={drag.handleOf(at)}
            onSet={(change) => set(question.key, change)}
            onMove={(by) => move(at, at + by)}
            onRemove={() => remove(at)}
          />
        ))}
      </ol>
      {error && Object.keys(errors).length === 0 && (
        <Text size="xs" c="var(--danger)" role="alert">
          {error}
        </Text>
      )}
      {questions.length > 0 && (
        <Text size="xs" c="dimmed">
          What was answered already stays as it was asked.
        </Text>
      )}
      <Button
        variant="default"
        size="compact-sm"
        w="fit-content"
        disabled={questions.length >= MOST}
        leftSection={<IconPlus size={15} />}
        onClick={() => onChange((all) => [...all, newQuestion()])}
      >
        {questions.length ? "One more question" : "Ask something"}
      </Button>
    </Stack>
  );
}
