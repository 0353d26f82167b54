import type {
  ContractField,
  ContractFieldType,
  PageFrame,
} from "../../../api/generated/api.schemas";
import { type Box, placesOf } from "../../../ui/document/placing";
import { inPage } from "./places";

/** In points, as such things are on paper. */
const SIZES: Partial<Record<ContractFieldType, [width: number, height: number]>> = {
  signature: [170, 44],
  initials: [64, 34],
  checkbox: [14, 14],
  radio: [14, 14],
  number: [80, 20],
  date: [96, 20],
  date_signed: [96, 20],
  note: [220, 20],
};
const USUAL: [number, number] = [170, 20];
const RADIO_STEP_PT = 20;
const OPTIONS = ["Yes", "No"];
const OPTIONAL: ReadonlySet<ContractFieldType> = new Set(["checkbox", "attachment", "note"]);

export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(5));
  return `f_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** A field whose middle is at that point of the page, in shares of it. */
export function newField(
  type: ContractFieldType,
  role: string | null,
  at: { page: number; x: number; y: number },
  frame: PageFrame,
): ContractField {
  const [width, height] = SIZES[type] ?? USUAL;
  const w = width / frame.width_pt;
  const h = height / frame.height_pt;
  const box = inPage({ page: at.page, x: at.x - w / 2, y: at.y - h / 2, w, h });
  return { ...blankField(type, role), ...placedAt(type, box, frame) };
}

/** A field without a place yet, as in a template that is written. */
export function blankField(type: ContractFieldType, role: string | null): ContractField {
  return {
    id: newId(),
    type,
    role: type === "note" ? null : role,
    label: "",
    is_required: !OPTIONAL.has(type),
    placeholder: null,
    options: type === "radio" || type === "dropdown" ? OPTIONS : null,
    boxes: null,
    validation: null,
    condition: null,
    default: null,
    prefill: null,
    font_size_pt: type === "note" ? 11 : null,
    align: "start",
  };
}

function placedAt(type: ContractFieldType, box: Box, frame: PageFrame) {
  if (type !== "radio") return box;
  return { boxes: boxesFor(OPTIONS, [], box, frame) };
}

/** A box for each option: those there are stay, new ones stand below. */
export function boxesFor(
  options: readonly string[],
  known: NonNullable<ContractField["boxes"]>,
  first: Box,
  frame: PageFrame,
): NonNullable<ContractField["boxes"]> {
  const step = RADIO_STEP_PT / frame.height_pt;
  return options.map((option, at) => {
    const found = known.find((box) => box.option === option);
    return found ?? { option, ...inPage({ ...first, y: first.y + at * step }) };
  });
}

/** The same fields once more: beside the others on their page, or at the same place of another. */
export function copiesOf(fields: readonly ContractField[], page: number | null): ContractField[] {
  const by = page === null ? 0.02 : 0;
  const move = (box: Box) =>
    inPage({ ...box, page: page ?? box.page, x: box.x + by, y: box.y + by });
  return fields.map((field) => ({
    ...field,
    id: newId(),
    condition: null,
    ...(field.boxes?.length
      ? { boxes: field.boxes.map((box) => ({ ...box, ...move(box) })) }
      : placesOf(field)
          .slice(0, 1)
          .map((place) => boxOf(move(place)))[0]),
  }));
}

function boxOf({ page, x, y, w, h }: Box): Box {
  return { page, x, y, w, h };
}
