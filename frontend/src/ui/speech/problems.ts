import { isMishap, ProblemError } from "../../api/problem";
import type { Words } from "./words";

/** The sentence for whatever was thrown, in the page's language as far as it has one; what it does
 * not explain has a reference, as in `messageOf`. */
export function messageIn(error: unknown, { say, sayAny }: Words): string {
  if (!(error instanceof ProblemError)) return say("Something went wrong. Try again.");
  const text = sayAny(error.message);
  const reference = isMishap(error) && error.requestId;
  return reference ? say("{text} Reference: {reference}", { text, reference }) : text;
}
