import { type KeyboardEvent, useState } from "react";
import { alignOf, FittedText, FONT, marginOf, useFitted } from "../../ui/document/FittedText";
import { LEADING } from "../../ui/document/fitText";
import { isFilled, labelOf } from "./answering";
import { complaintOf } from "./checking";
import { useDesk } from "./desk";
import { FieldNote, fieldLook } from "./FieldNote";
import type { OnPageProps } from "./FieldOnPage";
import classes from "./Fields.module.css";
import { roomHint } from "./room";
import { SheetButton } from "./SheetButton";
import { textOf } from "./showing";
import { inputKind, readInput, shownInput } from "./typing";
import { useReasonInView } from "./useReasonInView";

/** Points of height from which a box takes several lines. */
const TALL_PT = 34;
/** Whoever is typing sees what they type, however small it is printed. */
const SMALLEST_PX = 9;
/** Broken into lines where their box asks for it. */
const WRAPPED = new Set(["text", "name"]);

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
    text: shown || field.placeholder || labelOf(field, desk.words.say),
    size,
    scale,
    largestPt: field.font_size_pt,
  });
  // Nobody is corrected in the middle of a word, only on wanting to go on.
  const complaint = isFocused ? null : complaintOf(field, value, desk.locale, desk.words);
  const note = fieldLook(desk, field, complaint);
  const told = complaint !== null || desk.answers.isRefused(field.id) ? note.message : null;
  useReasonInView(field.id, told);
  const change = (typed: string) => {
    setText(typed);
    const read = readInput(field, typed);
    if (complaintOf(field, read, desk.locale, desk.words)) desk.answers.hold(field.id, read);
    else desk.answers.answer(field.id, read, false);
  };
  const leave = () => {
    setFocused(false);
    const read = readInput(field, text);
    const isHeld = desk.answers.savedOf(field.id)?.state === "typing";
    if (read !== value || isHeld) desk.answers.answer(field.id, read);
  };
  /** On to the next field; what cannot stay keeps the signer here, with the reason. */
  const onKeyDown = async (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "Enter" || (isTall && !event.ctrlKey)) return;
    event.preventDefault();
    const input = event.currentTarget;
    const read = readInput(field, text);
    const found = complaintOf(field, read, desk.locale, desk.words);
    if (found) return desk.answers.hold(field.id, read, found);
    if (read !== value) desk.answers.answer(field.id, read);
    const isTaken = await desk.answers.heard(field.id);
    if (isTaken && document.activeElement === input) desk.next();
  };
  const isTall = field.type === "text" && size.height / scale > TALL_PT;
  const isWrapped = WRAPPED.has(field.type);
  const kind = inputKind(field, desk.view.signer.is_in_person);
  const fontSize = isFocused ? Math.max(SMALLEST_PX, block.size) : block.size;
  const margin = marginOf(size);
  const above = (size.height - Math.max(1, block.lines.length) * LEADING * fontSize) / 2;
  const shared = {
    className: [classes.input, note.className].join(" "),
    style: {
      fontSize,
      fontFamily: FONT,
      textAlign: alignOf(field.align),
      padding: isWrapped ? `${Math.max(0, above)}px ${margin}px 0` : `0 ${margin}px`,
    },
    placeholder: field.placeholder || labelOf(field, desk.words.say),
    title: note.message
      ? undefined
      : roomHint(field, desk.view.contract.pages, shown, desk.words.say),
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
      {isWrapped ? (
        <textarea
          {...shared}
          rows={1}
          autoComplete={kind.autoComplete}
          onChange={(event) => change(event.target.value)}
        />
      ) : (
        <input {...shared} {...kind} onChange={(event) => change(event.target.value)} />
      )}
      <FieldNote note={note} />
    </>
  );
}
