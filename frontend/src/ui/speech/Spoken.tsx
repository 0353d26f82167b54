import { type ReactNode, useEffect, useLayoutEffect, useMemo, useState } from "react";
import { Speech } from "../words";
import { type Catalogue, catalogueOf, DIRECTIONS, type Language, spoken } from "./languages";
import { type Reader, WordsContext, wordsIn } from "./words";

const CHOSEN = /^#lang=(\w+)$/;

interface SpokenProps {
  /** Of the business; the contract's own counts more once it is known. */
  locale: string | undefined;
  children: ReactNode;
}

/**
 * The page in one language: the reader's choice, then the browser's, then the contract's; at a
 * device of somebody else that in which they agreed, then the contract's, then the browser's. What
 * is on screen stays until the sentences of another language are there.
 */
export function Spoken({ locale, children }: SpokenProps) {
  const [chosen, setChosen] = useState(readChoice);
  const [reader, hear] = useState<Reader | null>(null);
  const wanted = chosen ?? spoken(localesOf(reader, locale)) ?? "en";
  const [there, setThere] = useState<{ language: Language; catalogue: Catalogue | null } | null>(
    wanted === "en" ? { language: "en", catalogue: null } : null,
  );
  useEffect(() => {
    let isOver = false;
    catalogueOf(wanted).then((catalogue) => {
      // Without its sentences the page is better in English than not at all.
      const language = catalogue ? wanted : "en";
      if (!isOver) setThere({ language, catalogue });
    });
    return () => {
      isOver = true;
    };
  }, [wanted]);
  const language = there?.language;
  // With the words, not after them: whoever has the page read to them hears no sentence in another voice.
  useLayoutEffect(() => {
    if (!language) return;
    document.documentElement.lang = language;
    document.documentElement.dir = DIRECTIONS[language];
  }, [language]);
  const words = useMemo(
    () =>
      there && {
        ...wordsIn(there.language, there.catalogue),
        hear,
        choose: (next: Language) => {
          keepChoice(next);
          setChosen(next);
        },
      },
    [there],
  );
  if (!words) return null;
  return (
    <WordsContext value={words}>
      <Speech value={words.sayAny}>{children}</Speech>
    </WordsContext>
  );
}

function localesOf(reader: Reader | null, locale: string | undefined) {
  return reader?.isAtOthersDevice
    ? [reader.own, reader.locale, ...navigator.languages, locale]
    : [...navigator.languages, reader?.locale, locale];
}

/** It stands in the address, so that a reload keeps it and the next person's link knows nothing of it. */
function readChoice(): Language | null {
  return spoken([CHOSEN.exec(window.location.hash)?.[1]]);
}

function keepChoice(language: Language): void {
  window.history.replaceState(window.history.state, "", `#lang=${language}`);
}
