import type { SigningField } from "../../api/generated/api.schemas";
import { dayText } from "../../lib/format";
import type { Sentence } from "../../ui/speech/languages";
import type { Words } from "../../ui/speech/words";
import type { Value } from "./view";

const PATTERNS: Record<string, [RegExp, Sentence]> = {
  email: [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "This does not look like an e-mail address."],
  phone: [/^\+?[0-9 ()/.-]{5,30}$/, "This does not look like a phone number."],
  postcode: [/^[A-Za-z0-9][A-Za-z0-9 -]{2,9}$/, "This does not look like a postcode."],
  digits: [/^\d+$/, "Please use digits only."],
  letters: [/^\p{L}+(?:[ '’.-]+\p{L}+)*\.?$/u, "Please use letters only."],
};

type Say = Words["say"];

/** What the sender asked of an answer. */
interface Limits {
  min?: number | null;
  max?: number | null;
  min_length?: number | null;
  max_length?: number | null;
  pattern?: string | null;
  earliest?: string | null;
  latest?: string | null;
}

/** What is wrong with an answer, in one sentence, before it is sent; the server has the last word. */
export function complaintOf(
  field: SigningField,
  value: Value,
  locale: string,
  { say, localeFor }: Pick<Words, "say" | "localeFor">,
): string | null {
  if (value === null || value === "") return null;
  if (field.type === "number") return ofNumber(field, value, say);
  if (field.type === "date") return ofDate(field, value, localeFor(locale), say);
  return typeof value === "string" ? ofText(field, value, say) : null;
}

function limitsOf({ validation }: SigningField): Limits {
  return validation ?? {};
}

function ofText(field: SigningField, text: string, say: Say): string | null {
  const { pattern, min_length, max_length } = limitsOf(field);
  if (min_length && text.length < min_length)
    return say("Please enter at least {count} characters.", { count: min_length });
  if (max_length && text.length > max_length)
    return say("Please enter at most {count} characters.", { count: max_length });
  const found = pattern ? PATTERNS[pattern] : undefined;
  return found && !found[0].test(text.trim()) ? say(found[1]) : null;
}

function ofNumber(field: SigningField, value: Value, say: Say): string | null {
  if (typeof value !== "number" || !Number.isFinite(value)) return say("Please enter a number.");
  const { min, max } = limitsOf(field);
  if (min != null && value < min) return say("Please enter {number} or more.", { number: min });
  if (max != null && value > max) return say("Please enter {number} or less.", { number: max });
  return null;
}

function ofDate(field: SigningField, value: Value, locale: string, say: Say): string | null {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value))
    return say("Please choose a day.");
  const { earliest, latest } = limitsOf(field);
  if (earliest && value < earliest)
    return say("Not before {day}, please.", { day: dayText(earliest, locale, "date") });
  if (latest && value > latest)
    return say("Not after {day}, please.", { day: dayText(latest, locale, "date") });
  return null;
}
