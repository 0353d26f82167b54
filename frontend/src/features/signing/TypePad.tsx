import { useEffect, useRef, useState } from "react";
import { TextField } from "../../ui/light/Field";
import { useWords } from "../../ui/speech/words";
import { familyOf, HANDS, type Hand, written } from "./handwriting";
import classes from "./Pad.module.css";
import type { HoldInk } from "./PadDialog";
import { type InkKind, PAD } from "./padSentences";

interface TypePadProps {
  kind: InkKind;
  name: string;
  onInk: HoldInk;
}

/** Typed, and written in one of four hands. */
export function TypePad({ kind, name, onInk }: TypePadProps) {
  const [text, setText] = useState(name);
  const [hand, setHand] = useState<Hand>(HANDS[0]);
  const { say } = useWords();
  const missing = say(PAD[kind].missing);
  const latest = useRef(onInk);
  latest.current = onInk;

  useEffect(() => {
    let isOver = false;
    const words = text.trim();
    const hold = (png: string | null) =>
      !isOver && latest.current({ png: () => png, complaint: missing });
    if (words) written(words, hand).then(hold);
    else hold(null);
    return () => {
      isOver = true;
    };
  }, [text, hand, missing]);

  return (
    <div className={classes.type}>
      <TextField
        label={say(PAD[kind].yours)}
        value={text}
        maxLength={60}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
      />
      <fieldset className={classes.hands}>
        <legend>{say("Handwriting")}</legend>
        {HANDS.map((each) => (
          <label key={each} className={classes.hand}>
            <input
              type="radio"
              name="hand"
              aria-label={each}
              checked={each === hand}
              onChange={() => setHand(each)}
            />
            <span style={{ fontFamily: familyOf(each) }} dir="auto">
              {text.trim() || name}
            </span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}
