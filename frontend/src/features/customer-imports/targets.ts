import type { CustomerImportDetailsColumnsItem as Target } from "../../api/generated/api.schemas";

/** What a column can be, in the words of the customers' page. */
export const TARGETS: { value: NonNullable<Target>; label: string }[] = [
  { value: "name", label: "Name" },
  { value: "first_name", label: "First name" },
  { value: "last_name", label: "Last name" },
  { value: "email", label: "E-mail" },
  { value: "phone", label: "Phone" },
  { value: "notes", label: "Notes" },
  { value: "tags", label: "Tags" },
  { value: "since", label: "Customer since" },
  { value: "status", label: "Status (active or blocked)" },
];

export const DELIMITERS: Record<string, string> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  "|": "bars",
};

const NAMES = ["name", "first_name", "last_name"];
const MANY = ["notes", "tags"];

/** Why these columns make no customers; null when they do. */
export function complaintAbout(columns: Target[]): string | null {
  const chosen = columns.filter((each) => each !== null);
  const twice = chosen.find((each, at) => chosen.indexOf(each) !== at && !MANY.includes(each));
  const label = TARGETS.find(({ value }) => value === twice)?.label;
  if (label) return `Two columns are taken for “${label}”. Choose one of them.`;
  if (!chosen.some((each) => NAMES.includes(each))) {
    return "Choose the column in which the names are.";
  }
  return null;
}

export function rowsText(count: number, locale: string): string {
  return `${count.toLocaleString(locale)} ${count === 1 ? "row" : "rows"}`;
}
