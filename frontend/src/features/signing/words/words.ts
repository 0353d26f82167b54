import { createContext, use } from "react";
import { filled, type Parts, type Say } from "../../../ui/words";
import type { Catalogue, Language, Sentence } from "./languages";

/** The signing page's language, and how it says its sentences. */
export interface Words {
  language: Language;
  say: (sentence: Sentence, parts?: Parts) => string;
  /** What is not known here, as the server's own words, stays as it is. */
  sayAny: Say;
  /** How moments are written: as the business does where that is the same language. */
  localeFor: (locale: string) => string;
  choose: (language: Language) => void;
  /** The contract's locale, once it is known. */
  hear: (locale: string) => void;
}

export function wordsIn(
  language: Language,
  catalogue: Catalogue | null,
): Pick<Words, "language" | "say" | "sayAny" | "localeFor"> {
  const known: Readonly<Record<string, string>> = catalogue ?? {};
  const sayAny: Say = (sentence, parts) => filled(known[sentence] ?? sentence, parts);
  return {
    language,
    say: sayAny,
    sayAny,
    localeFor: (locale) => (locale.split("-")[0] === language ? locale : language),
  };
}

export const WordsContext = createContext<Words>({
  ...wordsIn("en", null),
  choose: () => {},
  hear: () => {},
});

export function useWords(): Words {
  return use(WordsContext);
}
