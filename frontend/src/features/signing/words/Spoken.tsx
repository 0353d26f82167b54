import { type ReactNode, useEffect, useMemo, useState } from "react";
import { Speech } from "../../../ui/words";
import { type Catalogue, catalogueOf, DIRECTIONS, type Language, spoken } from "./languages";
import { WordsContext, wordsIn } from "./words";

const CHOSEN = "signing-language";

interface SpokenProps {
  /** Of the business; the contract's own counts more once it is known. */
  locale: string | undefined;
  children: ReactNode;
}

/**
 * The page in one language: the signer's choice, then the browser's, then the contract's. What
 * is on screen stays until the sentences of another language are there.
 */
export function Spoken({ locale, children }: SpokenProps) {
  const [chosen, setChosen] = useState(readChoice);
  const [heard, hear] = useState<string | null>(null);
  const wanted = chosen ?? spoken([...navigator.languages, heard, locale]) ?? "en";
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
  useEffect(() => {
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

/** For this tab alone: the next person at the same device may speak another language. */
function readChoice(): Language | null {
  try {
    return spoken([sessionStorage.getItem(CHOSEN)]);
  } catch {
    return null;
  }
}

function keepChoice(language: Language): void {
  try {
    sessionStorage.setItem(CHOSEN, language);
  } catch {
    // Where nothing may be kept the choice lasts as long as the page.
  }
}
