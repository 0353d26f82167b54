import type { SigningField } from "../../api/generated/api.schemas";
import { inReadingOrder } from "../../ui/document/placing";
import type { Sentence } from "../../ui/speech/languages";
import type { Words } from "../../ui/speech/words";
import type { Value } from "./view";

/** What each field holds now, by its id. */
export type Values = Readonly<Record<string, Value | undefined>>;

/** Written by the server in the moment of signing; nobody types them. */
const WRITTEN_AT_SIGNING = new Set(["date_signed", "email"]);
const NOT_ANSWERED = new Set(["note", ...WRITTEN_AT_SIGNING]);

export function isFilled(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === false) return false;
  return typeof value !== "string" || value.trim() !== "";
}

/** Whether a field's condition holds; one whose condition's field is itself not shown is not. */
export function isShown(
  field: SigningField,
  fields: readonly SigningField[],
  values: Values,
  asked: ReadonlySet<string> = new Set(),
): boolean {
  const { condition } = field;
  if (!condition) return true;
  const other = fields.find(({ id }) => id === condition.field);
  if (!other || asked.has(field.id)) return false;
  const isOtherShown = isShown(other, fields, values, new Set([...asked, field.id]));
  const value = isOtherShown ? values[other.id] : undefined;
  switch (condition.is) {
    case "filled":
      return isFilled(value);
    case "empty":
      return !isFilled(value);
    case "equals":
      return isSame(other, value, condition.value);
    default:
      return !isSame(other, value, condition.value);
  }
}

/** As `contracts/rules/conditions.py` compares. */
function isSame(other: SigningField, value: Value | undefined, wanted: unknown): boolean {
  if (other.type === "checkbox") {
    return (value === true) === (wanted === true || wanted === "true");
  }
  if (value === null || value === undefined) return false;
  if (other.type === "number") return Number(value) === Number(wanted);
  return String(value).trim() === String(wanted).trim();
}

/** The fields that stand on the page now, in the order in which people read. */
export function shownFields(fields: readonly SigningField[], values: Values): SigningField[] {
  return inReadingOrder(fields.filter((field) => isShown(field, fields, values)));
}

/** Whether this signer answers the field. */
export function isAnswerable(field: SigningField): boolean {
  return field.is_mine && !NOT_ANSWERED.has(field.type);
}

export interface Standing {
  /** Of this signer, shown, in reading order. */
  mine: SigningField[];
  required: SigningField[];
  /** What keeps from finishing: required and empty, or not right as it is. */
  open: SigningField[];
}

export function standingOf(
  fields: readonly SigningField[],
  values: Values,
  isWrong: (fieldId: string) => boolean,
): Standing {
  const mine = shownFields(fields, values).filter(isAnswerable);
  const required = mine.filter((field) => field.is_required);
  const open = mine.filter(
    ({ id, is_required }) => isWrong(id) || (is_required && !isFilled(values[id])),
  );
  return { mine, required, open };
}

/** The next of `fields` after the current one, from the top again at the end. */
export function nextAfter(
  currentId: string | null,
  fields: readonly SigningField[],
  within: readonly SigningField[],
): SigningField | null {
  const at = within.findIndex(({ id }) => id === currentId);
  const turned = [...within.slice(at + 1), ...within.slice(0, at + 1)];
  return turned.find((field) => fields.includes(field)) ?? null;
}

const WHAT: Record<string, Sentence> = {
  signature: "Signature",
  initials: "Initials",
  name: "Name",
  email: "E-mail",
  date_signed: "Date signed",
  attachment: "File",
};

/** The field's own words, or what it is where the sender wrote none. */
export function labelOf(field: SigningField, say: Words["say"]): string {
  return field.label.trim() || say(WHAT[field.type] ?? "Answer");
}
