import type { Parts } from "../words";
import type { Sentence } from "./languages";

/** What the server says of an answer or a code, with names and numbers in it; `test_signing_words.py` holds
 * the server to these. */
const SENTENCES: readonly Sentence[] = [
  "“{label}” on page {page} does not fit its place in the document: shorten it by about {count} characters.",
  "“{label}” on page {page} holds characters that we cannot print: {lost}.",
  "“{label}” on page {page} is missing.",
  "This code is not right; only the latest one counts. Tries left: {count}.",
];

const SHAPES = SENTENCES.map((sentence) => {
  const pattern = sentence.replace(".", "\\.").replace(/\{(\w+)\}/g, "(?<$1>.+)");
  return { sentence, pattern: new RegExp(`^${pattern}$`, "s") };
});

/** The sentence as the catalogues have it, and what stands in its gaps. */
export function shapeOf(said: string): { sentence: Sentence; parts: Parts } | null {
  for (const { sentence, pattern } of SHAPES) {
    const parts = pattern.exec(said)?.groups;
    if (parts) return { sentence, parts };
  }
  return null;
}
