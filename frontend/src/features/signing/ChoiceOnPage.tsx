import { FittedText } from "../../ui/document/FittedText";
import { isFilled, labelOf } from "./answering";
import { useDesk } from "./desk";
import { FieldNote, fieldLook } from "./FieldNote";
import { type OnPageProps, Tick } from "./FieldOnPage";
import classes from "./Fields.module.css";
import { SheetButton } from "./SheetButton";
import { textOf } from "./showing";

/** One of several: a list in place, or a sheet where fingers choose. */
export function ChoiceOnPage({ field, size, scale }: OnPageProps) {
  const desk = useDesk();
  const value = desk.answers.values[field.id];
  const said = isFilled(value) ? textOf(value, desk.view, desk.locale) : null;
  const text = said && (
    <FittedText
      text={said}
      size={size}
      scale={scale}
      largestPt={field.font_size_pt}
      align={field.align}
    />
  );
  if (desk.usesSheet) {
    return (
      <SheetButton field={field} said={said}>
        {text}
      </SheetButton>
    );
  }
  const note = fieldLook(desk, field);
  return (
    <>
      <div className={[classes.choice, note.className].join(" ")}>
        {text || (
          <span className={classes.prompt}>
            {field.placeholder || labelOf(field, desk.words.say)}
          </span>
        )}
        <select
          {...note.aria}
          value={typeof value === "string" ? value : ""}
          onFocus={() => desk.enter(field.id)}
          onChange={(event) => desk.answers.answer(field.id, event.target.value || null)}
        >
          <option value="">{desk.words.say("Choose…")}</option>
          {field.options?.map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </select>
      </div>
      <FieldNote note={note} />
    </>
  );
}

/** A box to tick, alone or as one option among several. */
export function TickOnPage({ field, place }: OnPageProps) {
  const desk = useDesk();
  const value = desk.answers.values[field.id];
  const { option } = place;
  const note = fieldLook(desk, field);
  const isTicked = option === null ? value === true : value === option;
  const isFirst = option === null || field.boxes?.[0]?.option === option;
  return (
    <>
      <label className={[classes.box, note.className].join(" ")}>
        <input
          {...note.aria}
          type={option === null ? "checkbox" : "radio"}
          name={field.id}
          aria-label={
            option === null
              ? labelOf(field, desk.words.say)
              : `${labelOf(field, desk.words.say)}: ${option}`
          }
          checked={isTicked}
          onFocus={() => desk.enter(field.id)}
          onChange={(event) =>
            desk.answers.answer(field.id, option === null ? event.target.checked : option)
          }
        />
        {isTicked && <Tick />}
      </label>
      {isFirst && <FieldNote note={note} />}
    </>
  );
}
