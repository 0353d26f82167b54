import { createContext, use } from "react";
import { filled, type Parts, type Say } from "../words";
import type { Catalogue, Language, Sentence } from "./languages";
import { shapeOf } from "./shapes";

/** The language of a page for people from outside, and how it says its sentences. */
export interface Words {
  language: Language;
  say: (sentence: Sentence, parts?: Parts) => string;
  /** The server's own words; what is not known here stays as it is. */
  sayAny: Say;
  /** How moments are written: as the business does where that is the same language. */
  localeFor: (locale: string) => string;
  choose: (language: Language) => void;
  /** What is known of whoever reads, once it is. */
  hear: (reader: Reader) => void;
}

export interface Reader {
  /** Of the contract. */
  locale: string;
  /** In which they have agreed to sign electronically. */
  own: string | null;
  /** The device is not theirs, and so its languages say nothing of them. */
  isAtOthersDevice: boolean;
}

export function wordsIn(
  language: Language,
  catalogue: Catalogue | null,
): Pick<Words, "language" | "say" | "sayAny" | "localeFor"> {
  const known: Readonly<Record<string, string>> = catalogue ?? {};
  const say: Say = (sentence, parts) => filled(known[sentence] ?? sentence, parts);
  return {
    language,
    say,
    sayAny: (sentence, parts) => {
      const shape = parts || sentence in known ? null : shapeOf(sentence);
      return shape ? say(shape.sentence, shape.parts) : say(sentence, parts);
    },
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
