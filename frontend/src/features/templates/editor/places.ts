import type { ContractField, PageFrame } from "../../../api/generated/api.schemas";
import { type Box, type Place, placesOf } from "../../../ui/document/placing";

/** Where boxes of fields stand, by the keys of their places. */
export type Boxes = ReadonlyMap<string, Box>;

const LEAST_PT = 6;

/** Every box on paper; of a radio field each option's own. */
export function allPlaces(fields: readonly ContractField[]): (Place & { id: string })[] {
  return fields.flatMap((field) => placesOf(field).map((place) => ({ ...place, id: field.id })));
}

/** The fields with some of their boxes elsewhere. */
export function withBoxes(fields: readonly ContractField[], boxes: Boxes): ContractField[] {
  return fields.map((field) => {
    if (field.boxes?.length) {
      const moved = field.boxes.map((box) => {
        const to = boxes.get(`${field.id}:${box.option}`);
        return to ? { option: box.option, ...rounded(to) } : box;
      });
      return moved.some((box, at) => box !== field.boxes?.[at])
        ? { ...field, boxes: moved }
        : field;
    }
    const to = boxes.get(field.id);
    return to ? { ...field, ...rounded(to) } : field;
  });
}

/** Six digits are a thousandth of a point on the largest of pages. */
function rounded({ page, x, y, w, h }: Box): Box {
  const round = (share: number) => Math.round(share * 1e6) / 1e6;
  return { page, x: round(x), y: round(y), w: round(w), h: round(h) };
}

/** Moved by shares of the page, all alike and none beyond its page. */
export function shifted(boxes: Boxes, dx: number, dy: number): Boxes {
  const all = [...boxes.values()];
  const within = (by: number, starts: number[], ends: number[]) =>
    Math.max(-Math.min(...starts), Math.min(by, 1 - Math.max(...ends)));
  const x = within(
    dx,
    all.map((box) => box.x),
    all.map((box) => box.x + box.w),
  );
  const y = within(
    dy,
    all.map((box) => box.y),
    all.map((box) => box.y + box.h),
  );
  return new Map([...boxes].map(([key, box]) => [key, { ...box, x: box.x + x, y: box.y + y }]));
}

export type Handle = "nw" | "n" | "ne" | "e" | "se" | "s" | "sw" | "w";

/** One corner or side pulled by shares of the page; never inside out, never off the page. */
export function resized(
  box: Box,
  handle: Handle,
  by: { dx: number; dy: number },
  frame: PageFrame,
): Box {
  const leastW = LEAST_PT / frame.width_pt;
  const leastH = LEAST_PT / frame.height_pt;
  let { x, y } = box;
  let right = box.x + box.w;
  let bottom = box.y + box.h;
  if (handle.includes("w")) x = clamp(x + by.dx, 0, right - leastW);
  if (handle.includes("e")) right = clamp(right + by.dx, x + leastW, 1);
  if (handle.startsWith("n")) y = clamp(y + by.dy, 0, bottom - leastH);
  if (handle.startsWith("s")) bottom = clamp(bottom + by.dy, y + leastH, 1);
  return { page: box.page, x, y, w: right - x, h: bottom - y };
}

/** Inside its page, as large as it is or as the page allows. */
export function inPage(box: Box): Box {
  const w = Math.min(1, box.w);
  const h = Math.min(1, box.h);
  return { ...box, w, h, x: clamp(box.x, 0, 1 - w), y: clamp(box.y, 0, 1 - h) };
}

export function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

/** The places that a rectangle on a page touches. */
export function touchedBy(places: readonly Place[], area: Box): string[] {
  return places
    .filter(
      ({ page, x, y, w, h }) =>
        page === area.page &&
        x < area.x + area.w &&
        x + w > area.x &&
        y < area.y + area.h &&
        y + h > area.y,
    )
    .map(({ key }) => key);
}

export type Edge = "left" | "center" | "right" | "top" | "middle" | "bottom";

/** All with one edge or middle in line with the first one's. */
export function aligned(boxes: Boxes, edge: Edge): Boxes {
  const [first] = boxes.values();
  if (!first) return boxes;
  const place: Record<Edge, (box: Box) => Partial<Box>> = {
    left: () => ({ x: first.x }),
    center: (box) => ({ x: first.x + first.w / 2 - box.w / 2 }),
    right: (box) => ({ x: first.x + first.w - box.w }),
    top: () => ({ y: first.y }),
    middle: (box) => ({ y: first.y + first.h / 2 - box.h / 2 }),
    bottom: (box) => ({ y: first.y + first.h - box.h }),
  };
  return new Map([...boxes].map(([key, box]) => [key, inPage({ ...box, ...place[edge](box) })]));
}

/** All as large as the first one. */
export function sameSize(boxes: Boxes): Boxes {
  const [first] = boxes.values();
  if (!first) return boxes;
  return new Map([...boxes].map(([key, box]) => [key, inPage({ ...box, w: first.w, h: first.h })]));
}
