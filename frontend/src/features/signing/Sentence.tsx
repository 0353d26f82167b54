import { useEffect, useState } from "react";
import { useDesk } from "./desk";
import classes from "./Sheet.module.css";

/** The document's own words that an answer belongs to, where the paper is too small to read. */
export function Sentence({ fieldId }: { fieldId: string }) {
  const { sentenceOf } = useDesk();
  const [text, setText] = useState("");
  useEffect(() => {
    let isOver = false;
    // Without them the document itself can still be read.
    sentenceOf(fieldId).then(
      (found) => !isOver && setText(found),
      () => {},
    );
    return () => {
      isOver = true;
    };
  }, [sentenceOf, fieldId]);
  if (!text) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must with the keyboard
    <blockquote className={classes.sentence} dir="auto" tabIndex={0} aria-label="In the document">
      {text}
    </blockquote>
  );
}
