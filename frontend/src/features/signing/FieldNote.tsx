import type { SigningField } from "../../api/generated/api.schemas";
import { isFilled, labelOf } from "./answering";
import type { Desk } from "./desk";
import classes from "./Fields.module.css";

interface Note {
  id: string;
  message: string | null;
  /** The sheet says it, and here it would cover what stands below. */
  isQuiet: boolean;
  className: string;
  aria: {
    "aria-label": string;
    "aria-required": boolean;
    "aria-invalid": boolean;
    "aria-describedby": string | undefined;
  };
}

/** How a field looks and what it is called, by how its answer stands. */
export function fieldLook(desk: Desk, field: SigningField, complaint: string | null = null): Note {
  const saved = desk.answers.savedOf(field.id);
  const isDone = isFilled(desk.answers.values[field.id]);
  const refused = desk.answers.isRefused(field.id) ? (saved?.message ?? null) : null;
  const { say, sayAny } = desk.words;
  const message =
    complaint ??
    (refused && sayAny(refused)) ??
    (isDone ? null : (desk.refusals[field.id] ?? null));
  const id = `note-${field.id}`;
  const look = [
    classes.mine,
    isDone && !message && classes.done,
    field.is_required && !isDone && classes.required,
    desk.currentId === field.id && classes.current,
    message && classes.refused,
    saved?.state === "waiting" && classes.waiting,
  ];
  return {
    id,
    message,
    isQuiet: desk.usesSheet && refused !== null,
    className: look.filter(Boolean).join(" "),
    aria: {
      "aria-label": labelOf(field, say),
      "aria-required": field.is_required,
      "aria-invalid": message !== null,
      "aria-describedby": message ? id : undefined,
    },
  };
}

/** The sentence beside the field. */
export function FieldNote({ note }: { note: Note }) {
  if (!note.message) return null;
  return (
    <span className={note.isQuiet ? "visually-hidden" : classes.note} id={note.id} role="alert">
      {note.message}
    </span>
  );
}
