import type { SigningField } from "../../api/generated/api.schemas";
import { measure } from "../../ui/document/FittedText";
import { lettersIn } from "../../ui/document/fitText";
import { type Frame, paperSizeOf } from "../../ui/document/placing";
import type { Words } from "../../ui/speech/words";

/** From this share of what has room on, somebody writes more than a word or two. */
const NEARLY = 0.6;

/** How much of the like has room in the field's box, once a text comes near it; the server refuses
 * more. */
export function roomHint(
  field: SigningField,
  pages: readonly Frame[],
  text: string,
  say: Words["say"],
): string | undefined {
  const said = text.trim();
  const room = field.type === "text" && said ? paperSizeOf(field, pages) : null;
  // Seventy wide letters need what a hundred narrow ones do.
  const letters = room && lettersIn(room, measure(said) / said.length);
  if (!letters || said.length < letters * NEARLY) return undefined;
  return say("Room for about {count} characters.", { count: letters });
}
