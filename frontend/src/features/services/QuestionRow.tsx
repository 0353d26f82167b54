import { ActionIcon, Group, Select, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconGripVertical, IconTrash } from "@tabler/icons-react";
import type { RowHandle } from "../../ui/useRowDrag";
import { QuestionLimits } from "./QuestionLimits";
import classes from "./Questions.module.css";
import { KIND_NAMES, type QuestionValues } from "./questions";

interface QuestionRowProps {
  question: QuestionValues;
  at: number;
  count: number;
  error?: string;
  isDragged: boolean;
  isTarget: boolean;
  handle: RowHandle;
  onSet: (change: Partial<QuestionValues>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** Where the form finds the field to move to, by its data-path. */
function wrongFieldOf({ kind, label }: QuestionValues, error: string | undefined) {
  if (!error) return null;
  return kind === "choice" && label.trim() ? "options" : "label";
}

/** One question: what is asked, how it is answered, and what an answer must be like. */
export function QuestionRow(props: QuestionRowProps) {
  const { question, at, count, error, handle, onSet, onMove } = props;
  const { kind, label, help } = question;
  const name = label.trim() || `question ${at + 1}`;
  const wrongField = wrongFieldOf(question, error);
  return (
    <li
      className={classes.row}
      data-dragged={props.isDragged || undefined}
      data-target={props.isTarget || undefined}
    >
      <div className={classes.head}>
        <span className={classes.grip} title="Drag to another place" {...handle}>
          <IconGripVertical size={18} aria-hidden="true" />
        </span>
        <Select
          aria-label={`How question ${at + 1} is answered`}
          size="xs"
          w={132}
          allowDeselect={false}
          data={Object.entries(KIND_NAMES).map(([value, text]) => ({ value, label: text }))}
          value={kind}
          onChange={(value) => value && onSet({ kind: value as QuestionValues["kind"] })}
        />
        <Switch
          size="xs"
          label="Required"
          checked={question.is_required}
          onChange={(event) => onSet({ is_required: event.currentTarget.checked })}
        />
        <span className={classes.acts}>
          <ActionIcon aria-label={`Move ${name} up`} disabled={at === 0} onClick={() => onMove(-1)}>
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon
            aria-label={`Move ${name} down`}
            disabled={at === count - 1}
            onClick={() => onMove(1)}
          >
            <IconArrowDown size={16} />
          </ActionIcon>
          <ActionIcon aria-label={`Remove ${name}`} onClick={props.onRemove}>
            <IconTrash size={16} />
          </ActionIcon>
        </span>
      </div>
      <TextInput
        aria-label={kind === "consent" ? `Consent ${at + 1}` : `Question ${at + 1}`}
        placeholder={kind === "consent" ? "I agree to…" : "What would you like to know?"}
        maxLength={300}
        data-path={wrongField === "label" ? "questions" : undefined}
        error={wrongField === "label"}
        value={label}
        onChange={(event) => onSet({ label: event.currentTarget.value })}
      />
      <Textarea
        aria-label={
          kind === "consent" ? `Full text of consent ${at + 1}` : `Help for question ${at + 1}`
        }
        placeholder={kind === "consent" ? "The full text (optional)" : "A line of help (optional)"}
        autosize
        minRows={1}
        maxRows={kind === "consent" ? 8 : 3}
        maxLength={2000}
        value={help}
        onChange={(event) => onSet({ help: event.currentTarget.value })}
      />
      {kind === "choice" && (
        <Textarea
          aria-label={`Choices of question ${at + 1}, one a line`}
          placeholder="One choice a line"
          data-path={wrongField === "options" ? "questions" : undefined}
          autosize
          minRows={2}
          error={wrongField === "options"}
          value={question.options}
          onChange={(event) => onSet({ options: event.currentTarget.value })}
        />
      )}
      <Group gap="sm">
        <QuestionLimits question={question} at={at} onSet={onSet} />
      </Group>
      {error && (
        <Text size="xs" c="var(--danger)" role="alert">
          {error}
        </Text>
      )}
    </li>
  );
}
