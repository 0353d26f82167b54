import { type KeyboardEvent, useState } from "react";
import { alignOf, FittedText, FONT, useFitted } from "../../ui/document/FittedText";
import { isFilled, labelOf } from "./answering";
import { complaintOf } from "./checking";
import { useDesk } from "./desk";
import { FieldNote, fieldLook } from "./FieldNote";
import type { OnPageProps } from "./FieldOnPage";
import classes from "./Fields.module.css";
import { SheetButton } from "./SheetButton";
import { textOf } from "./showing";
import { inputKind, readInput, shownInput } from "./typing";

/** Points of height from which a box takes several lines. */
const TALL_PT = 34;
const SMALLEST_PX = 9;

/** Words, numbers and days: typed into their box, or on a phone into a sheet below it. */
export function InputOnPage(props: OnPageProps) {
  const desk = useDesk();
  if (!desk.usesSheet) return <Typed {...props} />;
  const { field, size, scale } = props;
  const value = desk.answers.values[field.id];
  return (
    <SheetButton
      field={field}
      said={isFilled(value) ? textOf(value, desk.view, desk.locale) : null}
    >
      {isFilled(value) && (
        <FittedText
          text={textOf(value, desk.view, desk.locale)}
          size={size}
          scale={scale}
          largestPt={field.font_size_pt}
          align={field.align}
        />
      )}
    </SheetButton>
  );
}

function Typed({ field, size, scale }: OnPageProps) {
  const desk = useDesk();
  const value = desk.answers.values[field.id] ?? null;
  const [text, setText] = useState(() => shownInput(value));
  const [isFocused, setFocused] = useState(false);
  const shown = isFocused ? text : shownInput(value);
  const block = useFitted({
    text: shown || field.placeholder || labelOf(field),
    size,
    scale,
    largestPt: field.font_size_pt,
  });
  const complaint = isFocused ? null : complaintOf(field, value, desk.locale);
  const note = fieldLook(desk, field, complaint);
  const change = (typed: string) => {
    setText(typed);
    const read = readInput(field, typed);
    if (!complaintOf(field, read, desk.locale)) desk.answers.answer(field.id, read, false);
  };
  const leave = () => {
    setFocused(false);
    const read = readInput(field, text);
    if (read !== value || complaintOf(field, read, desk.locale))
      desk.answers.answer(field.id, read);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || (isTall && !event.ctrlKey)) return;
    event.preventDefault();
    desk.next();
  };
  const isTall = field.type === "text" && size.height / scale > TALL_PT;
  const shared = {
    className: [classes.input, note.className].join(" "),
    style: {
      fontSize: Math.max(SMALLEST_PX, block.size),
      fontFamily: FONT,
      textAlign: alignOf(field.align),
    },
    placeholder: field.placeholder || labelOf(field),
    value: shown,
    ...note.aria,
    onFocus: () => {
      setText(shownInput(value));
      setFocused(true);
      desk.enter(field.id);
    },
    onBlur: leave,
    onKeyDown,
  } as const;
  return (
    <>
      {isTall ? (
        <textarea {...shared} onChange={(event) => change(event.target.value)} />
      ) : (
        <input
          {...shared}
          {...inputKind(field, desk.view.signer.is_in_person)}
          onChange={(event) => change(event.target.value)}
        />
      )}
      <FieldNote note={note} />
    </>
  );
}
