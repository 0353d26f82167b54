import { type FormEvent, useEffect, useRef, useState } from "react";
import type { SigningField } from "../../api/generated/api.schemas";
import { Button } from "../../ui/light/Button";
import { Dialog } from "../../ui/light/Dialog";
import { TextAreaField, TextField } from "../../ui/light/Field";
import { labelOf } from "./answering";
import { CHOICES, ChoiceInSheet } from "./ChoiceInSheet";
import { complaintOf } from "./checking";
import { useDesk } from "./desk";
import { roomHint } from "./room";
import { Sentence } from "./Sentence";
import classes from "./Sheet.module.css";
import { inputKind, readInput, shownInput } from "./typing";
import { useFieldAbove } from "./useFieldAbove";

interface AnswerSheetProps {
  field: SigningField;
  hasNext: boolean;
  onClose: () => void;
  onNext: () => void;
}

/** One answer, large enough for fingers, with the way to the next. */
export function AnswerSheet(props: AnswerSheetProps) {
  const { field, hasNext, onClose } = props;
  const { answers, locale, view, words } = useDesk();
  const { say } = words;
  const value = answers.values[field.id] ?? null;
  const [text, setText] = useState(() => shownInput(value));
  const [complaint, setComplaint] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  /** As the sheet is now; null once it was closed. */
  const latest = useRef<AnswerSheetProps | null>(null);
  const saved = answers.savedOf(field.id);
  const isRefused = answers.isRefused(field.id);
  const error = complaint ?? (isRefused ? words.sayAny(saved?.message ?? "") : undefined);
  const isChoice = CHOICES.includes(field.type);
  useFieldAbove(form, field.id);

  useEffect(() => {
    latest.current = props;
    return () => {
      latest.current = null;
    };
  }, [props]);
  useEffect(() => {
    const chosen = form.current?.querySelector<HTMLElement>("input:checked");
    (chosen ?? form.current?.querySelector<HTMLElement>("input, textarea"))?.focus();
  }, []);

  /** Whether the answer could be taken. */
  const take = (isFinal: boolean, typed = text): boolean => {
    const read = readInput(field, typed);
    const found = complaintOf(field, read, locale, words);
    if (isFinal) setComplaint(found);
    if (found) {
      if (read !== value) answers.hold(field.id, read);
      return false;
    }
    setComplaint(null);
    if (read === value) return !isRefused;
    answers.answer(field.id, read, isFinal);
    return true;
  };
  const close = () => {
    if (!isChoice) take(true);
    // What cannot be right is sent all the same: it is refused, and nothing typed is lost.
    if (answers.savedOf(field.id)?.state === "typing") {
      answers.answer(field.id, readInput(field, text));
    }
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isAsking || (!isChoice && !take(true))) return;
    // What was typed a moment ago is not sent yet: whether it can stay is known when it was heard.
    setAsking(true);
    const isTaken = await answers.heard(field.id);
    const now = latest.current;
    if (!now) return;
    setAsking(false);
    if (!isTaken && !isChoice) return;
    if (now.hasNext) now.onNext();
    else now.onClose();
  };
  const shared = {
    label: labelOf(field, say),
    error,
    optional: !field.is_required,
    // A refusal says by itself how much is too much.
    hint: error ? undefined : roomHint(field, view.contract.pages, text, say),
    placeholder: field.placeholder ?? undefined,
    value: text,
  };
  const change = (typed: string) => {
    setText(typed);
    take(false, typed);
  };
  return (
    <Dialog title={labelOf(field, say)} look="sheet" onClose={close}>
      <form ref={form} className={classes.form} onSubmit={submit} noValidate>
        <Sentence fieldId={field.id} />
        {isChoice ? (
          <ChoiceInSheet field={field} />
        ) : field.type === "text" && (field.h ?? 0) > 0.045 ? (
          <TextAreaField {...shared} rows={4} onChange={(event) => change(event.target.value)} />
        ) : (
          <TextField
            {...shared}
            {...inputKind(field, view.signer.is_in_person)}
            enterKeyHint={hasNext ? "next" : "done"}
            onChange={(event) => change(event.target.value)}
          />
        )}
        <div className={classes.actions}>
          <Button look="primary" large wide type="submit" busy={isAsking}>
            {hasNext ? say("Next field") : say("Done")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
