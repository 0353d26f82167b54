import type { Signing } from "../../api/generated/api.schemas";
import { dayText } from "../../lib/format";
import type { Value } from "./view";

/** A value as people read it. */
export function textOf(value: Value | undefined, view: Signing, locale: string): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") return new Intl.NumberFormat(locale).format(value);
  if (typeof value === "string") {
    return /^\d{4}-\d\d-\d\d$/.test(value) ? dayText(value, locale, "date") : value;
  }
  if ("file_id" in value) return view.files?.[value.file_id]?.name ?? "File";
  return "Signed";
}
