/** Where things are on the displayed page: fractions 0..1, from its top left. */
export interface Box {
  page: number;
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface Frame {
  width_pt: number;
  height_pt: number;
}

/** What stands on pages. Of a radio field each option may have a box of its own. */
export interface Placeable extends Partial<{ [name in keyof Box]: number | null }> {
  id: string;
  boxes?: readonly (Box & { option: string })[] | null;
}

/** One box of a field, in the pixels it is shown in. */
export interface Place extends Box {
  key: string;
  /** The option of a radio field that stands here alone. */
  option: string | null;
}

export interface Size {
  width: number;
  height: number;
}

/** Every box of the field; none for what has no place yet. */
export function placesOf(field: Placeable): Place[] {
  if (field.boxes?.length) {
    return field.boxes.map((box) => ({ ...box, key: `${field.id}:${box.option}` }));
  }
  const { page, x, y, w, h } = field;
  if (page == null || x == null || y == null || w == null || h == null) return [];
  return [{ key: field.id, option: null, page, x, y, w, h }];
}

/** How large the field's first box is on paper, in points; null for what has no place yet. */
export function paperSizeOf(field: Placeable, frames: readonly Frame[]): Size | null {
  const [place] = placesOf(field);
  const frame = place && frames[place.page];
  return frame ? { width: place.w * frame.width_pt, height: place.h * frame.height_pt } : null;
}

/** The order in which people read: by page, then from the top, then from the left. */
export function inReadingOrder<F extends Placeable>(fields: readonly F[]): F[] {
  const first = new Map(fields.map((field) => [field.id, placesOf(field)[0]]));
  const rank = (field: F) => first.get(field.id) ?? { page: Infinity, x: 0, y: 0, h: 0 };
  return [...fields].sort((one, other) => {
    const [a, b] = [rank(one), rank(other)];
    if (a.page !== b.page) return a.page < b.page ? -1 : 1;
    // Boxes side by side rarely start at the very same height.
    const isSameLine = Math.abs(a.y - b.y) < Math.min(a.h, b.h) / 2;
    return isSameLine ? a.x - b.x : a.y - b.y;
  });
}
