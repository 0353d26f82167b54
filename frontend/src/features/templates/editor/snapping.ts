import type { Box } from "../../../ui/document/placing";

/** A line on the page to which something snapped, as a share of it. */
export interface Guide {
  page: number;
  axis: "x" | "y";
  at: number;
}

interface Snapped {
  dx: number;
  dy: number;
  guides: Guide[];
}

interface Axis {
  at: number;
  size: number;
}

const PAGE_MIDDLE = 0.5;

/** The least further move that brings an edge or the middle in line, when one is near enough. */
function nearest(moving: Axis, others: readonly Axis[], reach: number) {
  const lines = others.flatMap(({ at, size }) => [at, at + size / 2, at + size]);
  const middle = moving.at + moving.size / 2;
  const pairs = [
    [middle, PAGE_MIDDLE] as const,
    ...[moving.at, middle, moving.at + moving.size].flatMap((own) =>
      lines.map((line) => [own, line] as const),
    ),
  ];
  let best: { by: number; at: number } | null = null;
  for (const [own, line] of pairs) {
    const by = line - own;
    if (Math.abs(by) <= reach && (!best || Math.abs(by) < Math.abs(best.by))) {
      best = { by, at: line };
    }
  }
  return best;
}

/** How much further to move what is dragged so that it lines up with others on its page. */
export function snapOf(
  moving: Box,
  others: readonly Box[],
  reach: { x: number; y: number },
): Snapped {
  const near = others.filter(({ page }) => page === moving.page);
  const onX = nearest(
    { at: moving.x, size: moving.w },
    near.map(({ x, w }) => ({ at: x, size: w })),
    reach.x,
  );
  const onY = nearest(
    { at: moving.y, size: moving.h },
    near.map(({ y, h }) => ({ at: y, size: h })),
    reach.y,
  );
  const guides: Guide[] = [];
  if (onX) guides.push({ page: moving.page, axis: "x", at: onX.at });
  if (onY) guides.push({ page: moving.page, axis: "y", at: onY.at });
  return { dx: onX?.by ?? 0, dy: onY?.by ?? 0, guides };
}

/** The box around all of them; they stand on one page. */
export function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    page: boxes[0]?.page ?? 0,
    x,
    y,
    w: Math.max(...boxes.map((box) => box.x + box.w)) - x,
    h: Math.max(...boxes.map((box) => box.y + box.h)) - y,
  };
}
