import { type FormEvent, useEffect, useRef, useState } from "react";
import type { SigningField } from "../../api/generated/api.schemas";
import { Button } from "../../ui/light/Button";
import { Dialog } from "../../ui/light/Dialog";
import { TextAreaField, TextField } from "../../ui/light/Field";
import { labelOf } from "./answering";
import { complaintOf } from "./checking";
import { useDesk } from "./desk";
import classes from "./Sheet.module.css";
import { INPUT_KINDS, readInput, shownInput } from "./typing";

interface AnswerSheetProps {
  field: SigningField;
  hasNext: boolean;
  onClose: () => void;
  onNext: () => void;
}

/** One answer, large enough for fingers, with the way to the next. */
export function AnswerSheet({ field, hasNext, onClose, onNext }: AnswerSheetProps) {
  const { answers, locale } = useDesk();
  const value = answers.values[field.id] ?? null;
  const [text, setText] = useState(() => shownInput(value));
  const [complaint, setComplaint] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const saved = answers.savedOf(field.id);
  const error = complaint ?? (saved?.state === "refused" ? saved.message : null) ?? undefined;
  const isChoice = field.type === "radio" || field.type === "dropdown";

  useEffect(() => {
    const chosen = form.current?.querySelector<HTMLElement>("input:checked");
    (chosen ?? form.current?.querySelector<HTMLElement>("input, textarea"))?.focus();
  }, []);

  /** Whether the answer could be taken. */
  const take = (isFinal: boolean, typed = text): boolean => {
    const read = readInput(field, typed);
    const found = complaintOf(field, read, locale);
    if (isFinal) setComplaint(found);
    if (found) return false;
    setComplaint(null);
    if (read !== value) answers.answer(field.id, read, isFinal);
    return true;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isChoice && !take(true)) return;
    if (hasNext) onNext();
    else onClose();
  };
  const shared = {
    label: labelOf(field),
    error,
    optional: !field.is_required,
    placeholder: field.placeholder ?? undefined,
    value: text,
  };
  const change = (typed: string) => {
    setText(typed);
    take(false, typed);
  };
  return (
    <Dialog
      title={labelOf(field)}
      look="sheet"
      onClose={() => {
        if (!isChoice) take(true);
        onClose();
      }}
    >
      <form ref={form} className={classes.form} onSubmit={submit} noValidate>
        {isChoice ? (
          <fieldset className={classes.options}>
            <legend className="visually-hidden">{labelOf(field)}</legend>
            {field.options?.map((option) => (
              <label key={option} className={classes.option}>
                <input
                  type="radio"
                  name={field.id}
                  checked={value === option}
                  onChange={() => answers.answer(field.id, option)}
                />
                {option}
              </label>
            ))}
            {value !== null && !field.is_required && (
              <Button look="quiet" onClick={() => answers.answer(field.id, null)}>
                Clear the choice
              </Button>
            )}
          </fieldset>
        ) : field.type === "text" && (field.h ?? 0) > 0.045 ? (
          <TextAreaField {...shared} rows={4} onChange={(event) => change(event.target.value)} />
        ) : (
          <TextField
            {...shared}
            {...INPUT_KINDS[field.type]}
            enterKeyHint={hasNext ? "next" : "done"}
            onChange={(event) => change(event.target.value)}
          />
        )}
        <div className={classes.actions}>
          <Button look="primary" large wide type="submit">
            {hasNext ? "Next field" : "Done"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
