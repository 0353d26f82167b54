import type { SigningField } from "../../api/generated/api.schemas";
import { lettersIn } from "../../ui/document/fitText";
import { type Frame, paperSizeOf } from "../../ui/document/placing";

const SHORT = 120;

/** How much has room in the field's box, where somebody might write more; the server refuses it. */
export function roomHint(field: SigningField, pages: readonly Frame[]): string | undefined {
  const room = field.type === "text" ? paperSizeOf(field, pages) : null;
  const letters = room && lettersIn(room);
  const most = (field.validation as { max_length?: number | null } | null)?.max_length;
  if (!letters || letters > SHORT || (most && most <= letters)) return undefined;
  return `Room for about ${letters} characters.`;
}
