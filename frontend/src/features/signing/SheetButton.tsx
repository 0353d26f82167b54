import type { ReactNode } from "react";
import type { SigningField } from "../../api/generated/api.schemas";
import { labelOf } from "./answering";
import { useDesk } from "./desk";
import { FieldNote, fieldLook } from "./FieldNote";
import classes from "./Fields.module.css";

interface SheetButtonProps {
  field: SigningField;
  /** What the box asks for; the field's placeholder or label without it. */
  prompt?: string;
  /** What is there now, in words; null when nothing is. */
  said: string | null;
  /** What is drawn in the box; without it, what the field asks for. */
  children?: ReactNode;
}

/** A box that opens what it is answered with. */
export function SheetButton({ field, prompt, said, children }: SheetButtonProps) {
  const desk = useDesk();
  const { say } = desk.words;
  const note = fieldLook(desk, field);
  const { "aria-describedby": describedBy } = note.aria;
  const label = labelOf(field, say);
  const asked = prompt ?? (field.placeholder || label);
  const rule = field.is_required ? "required" : "optional";
  // What is seen is part of the name, so that it can be said to a computer that listens.
  const name = asked === label || said !== null ? label : `${asked}: ${label}`;
  return (
    <>
      <button
        type="button"
        className={[classes.button, note.className].join(" ")}
        aria-label={`${name}, ${say(rule)}, ${said ?? say("empty")}`}
        aria-describedby={describedBy}
        aria-haspopup="dialog"
        onFocus={() => desk.enter(field.id)}
        onClick={() => desk.open(field.id)}
      >
        {children || <span className={classes.prompt}>{asked}</span>}
      </button>
      <FieldNote note={note} />
    </>
  );
}
