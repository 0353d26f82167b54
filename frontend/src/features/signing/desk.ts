import { createContext, use } from "react";
import type { Signing, SigningField } from "../../api/generated/api.schemas";
import type { Words } from "../../ui/speech/words";
import type { Answers } from "./useSigning";

/** What every field on the page needs to know. */
export interface Desk {
  token: string;
  view: Signing;
  answers: Answers;
  /** All fields that are shown now, in reading order. */
  fields: readonly SigningField[];
  canSign: boolean;
  /** Answers are given in a sheet, because the paper is too small for fingers. */
  usesSheet: boolean;
  currentId: string | null;
  /** Of what stands in the document; the page around it may be in another language. */
  locale: string;
  zone: string;
  words: Words;
  /** The field is where the signer is now. */
  enter: (fieldId: string) => void;
  /** Opens what the field is answered with: the pad, a sheet, the choice of a file. */
  open: (fieldId: string) => void;
  /** Goes to the next required field. */
  next: () => void;
  /** What the document says just before a field. */
  sentenceOf: (fieldId: string) => Promise<string>;
  /** Sentences of the last refusal to sign, by field. */
  refusals: Readonly<Record<string, string>>;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (!desk) throw new Error("A field stands outside of the desk.");
  return desk;
}
