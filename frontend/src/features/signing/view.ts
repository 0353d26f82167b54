/**
 * What a field may hold. The API says it by the field's type: text, a number, a day
 * ("2026-11-26"), a tick, or what was sent before it.
 */
export type Value = string | number | boolean | { image_id: string } | { file_id: string } | null;
