import type { SigningField } from "../../api/generated/api.schemas";
import { dayText } from "../../lib/format";
import type { Value } from "./view";

const PATTERNS: Record<string, [RegExp, string]> = {
  email: [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "This does not look like an e-mail address."],
  phone: [/^\+?[0-9 ()/.-]{5,30}$/, "This does not look like a phone number."],
  postcode: [/^[A-Za-z0-9][A-Za-z0-9 -]{2,9}$/, "This does not look like a postcode."],
  digits: [/^\d+$/, "Please use digits only."],
  letters: [/^\p{L}+(?:[ '’.-]+\p{L}+)*\.?$/u, "Please use letters only."],
};

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
export function complaintOf(field: SigningField, value: Value, locale: string): string | null {
  if (value === null || value === "") return null;
  if (field.type === "number") return ofNumber(field, value);
  if (field.type === "date") return ofDate(field, value, locale);
  return typeof value === "string" ? ofText(field, value) : null;
}

function limitsOf({ validation }: SigningField): Limits {
  return validation ?? {};
}

function ofText(field: SigningField, text: string): string | null {
  const { pattern, min_length, max_length } = limitsOf(field);
  if (min_length && text.length < min_length)
    return `Please enter at least ${min_length} characters.`;
  if (max_length && text.length > max_length)
    return `Please enter at most ${max_length} characters.`;
  const found = pattern ? PATTERNS[pattern] : undefined;
  return found && !found[0].test(text.trim()) ? found[1] : null;
}

function ofNumber(field: SigningField, value: Value): string | null {
  if (typeof value !== "number" || !Number.isFinite(value)) return "Please enter a number.";
  const { min, max } = limitsOf(field);
  if (min != null && value < min) return `Please enter ${min} or more.`;
  if (max != null && value > max) return `Please enter ${max} or less.`;
  return null;
}

function ofDate(field: SigningField, value: Value, locale: string): string | null {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) return "Please choose a day.";
  const { earliest, latest } = limitsOf(field);
  if (earliest && value < earliest)
    return `Not before ${dayText(earliest, locale, "date")}, please.`;
  if (latest && value > latest) return `Not after ${dayText(latest, locale, "date")}, please.`;
  return null;
}
