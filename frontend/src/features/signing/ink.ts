/** Strokes on a pad, and the same on a pad of another size. */
export interface Point {
  x: number;
  y: number;
}

interface Stroke {
  points: Point[];
  minWidth: number;
  maxWidth: number;
}

export interface Extent {
  width: number;
  height: number;
}

/** Of the pad, that ink fills at most when it has to be made smaller. */
const ROOM = 0.9;

/** The ink in the middle of the other pad, undistorted, smaller only where it must be. */
export function refitted<S extends Stroke>(strokes: readonly S[], from: Extent, to: Extent): S[] {
  const points = strokes.flatMap((stroke) => stroke.points);
  const isSame = from.width === to.width && from.height === to.height;
  if (points.length === 0 || isSame) return [...strokes];
  const [left, right] = rangeOf(points.map(({ x }) => x));
  const [top, bottom] = rangeOf(points.map(({ y }) => y));
  const scale = Math.min(
    1,
    (to.width * ROOM) / Math.max(1, right - left),
    (to.height * ROOM) / Math.max(1, bottom - top),
  );
  const moved = (value: number, middle: number, room: number) =>
    room / 2 + (value - middle) * scale;
  return strokes.map((stroke) => ({
    ...stroke,
    minWidth: stroke.minWidth * scale,
    maxWidth: stroke.maxWidth * scale,
    points: stroke.points.map((point) => ({
      ...point,
      x: moved(point.x, (left + right) / 2, to.width),
      y: moved(point.y, (top + bottom) / 2, to.height),
    })),
  }));
}

function rangeOf(values: number[]): [number, number] {
  return [
    values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
  ];
}

/** How far the pen went, in shares of the pad's width: a dot is no signature. */
export function lengthOf(strokes: readonly { points: Point[] }[], width: number): number {
  let length = 0;
  for (const { points } of strokes) {
    points.forEach((point, at) => {
      const before = points[at - 1];
      if (before) length += Math.hypot(point.x - before.x, point.y - before.y);
    });
  }
  return length / Math.max(1, width);
}

export const LEAST_LENGTH = 0.08;

/** A canvas's picture as the API takes it. */
export function pngOf(canvas: HTMLCanvasElement): string {
  return canvas.toDataURL("image/png");
}
