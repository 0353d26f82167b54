import { useEffect, useRef, useState } from "react";
import { useDesk } from "./desk";
import classes from "./Sheet.module.css";

/** The document's own words that an answer belongs to, where the paper is too small to read. */
export function Sentence({ fieldId }: { fieldId: string }) {
  const { sentenceOf, words, view } = useDesk();
  const [text, setText] = useState("");
  const quote = useRef<HTMLQuoteElement>(null);
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
  // Nearest to the field is the end.
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words have another end
  useEffect(() => {
    if (quote.current) quote.current.scrollTop = quote.current.scrollHeight;
  }, [text]);
  if (!text) return null;
  return (
    <blockquote
      ref={quote}
      className={classes.sentence}
      dir="auto"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must with the keyboard
      tabIndex={0}
      aria-label={words.say("In the document")}
      lang={view.contract.locale}
    >
      {text}
    </blockquote>
  );
}
