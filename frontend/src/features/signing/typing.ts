import type { InputHTMLAttributes } from "react";
import type { SigningField } from "../../api/generated/api.schemas";
import type { Value } from "./view";

/** How each type is typed, also with which keyboard on a phone. */
const INPUT_KINDS: Record<string, InputHTMLAttributes<HTMLInputElement>> = {
  text: { type: "text", autoComplete: "off" },
  name: { type: "text", autoComplete: "name" },
  email: { type: "email", inputMode: "email", autoComplete: "email" },
  number: { type: "text", inputMode: "decimal", autoComplete: "off" },
  date: { type: "date" },
};

/** A browser of the business is not to know the next person's name and address. */
export function inputKind(
  { type }: SigningField,
  isInPerson: boolean,
): InputHTMLAttributes<HTMLInputElement> {
  return { ...INPUT_KINDS[type], ...(isInPerson && { autoComplete: "off" }) };
}

export function shownInput(value: Value | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** What was typed, as it is kept; an unreadable number stays words, to be complained about. */
export function readInput(field: SigningField, typed: string): Value {
  if (typed.trim() === "") return null;
  if (field.type !== "number") return typed;
  const plain = typed
    .trim()
    .replace(/\s/g, "")
    .replace(/,(?=\d{1,2}$)/, ".")
    .replaceAll(",", "");
  const number = Number(plain);
  return Number.isFinite(number) ? number : typed;
}
