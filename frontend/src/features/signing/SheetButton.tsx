import type { ReactNode } from "react";
import type { SigningField } from "../../api/generated/api.schemas";
import { labelOf } from "./answering";
import { useDesk } from "./desk";
import { FieldNote, fieldLook } from "./FieldNote";
import classes from "./Fields.module.css";

interface SheetButtonProps {
  field: SigningField;
  /** What is there now, in words; null when nothing is. */
  said: string | null;
  /** What is drawn in the box; without it, what the field asks for. */
  children?: ReactNode;
}

/** A box that opens what it is answered with. */
export function SheetButton({ field, said, children }: SheetButtonProps) {
  const desk = useDesk();
  const note = fieldLook(desk, field);
  const { "aria-describedby": describedBy } = note.aria;
  const state = said === null ? "empty" : said;
  const rule = field.is_required ? "required" : "optional";
  return (
    <>
      <button
        type="button"
        className={[classes.button, note.className].join(" ")}
        aria-label={`${labelOf(field)}, ${rule}: ${state}`}
        aria-describedby={describedBy}
        aria-haspopup="dialog"
        onFocus={() => desk.enter(field.id)}
        onClick={() => desk.open(field.id)}
      >
        {children || <span className={classes.prompt}>{field.placeholder || labelOf(field)}</span>}
      </button>
      <FieldNote note={note} />
    </>
  );
}
