/** Strokes on a pad of another size than the one they were drawn on. */
export interface Point {
  x: number;
  y: number;
}

interface Extent {
  width: number;
  height: number;
}

/** So large and so placed that all of it is seen, in the middle and undistorted. */
export function refitted<P extends Point, S extends { points: P[] }>(
  strokes: readonly S[],
  from: Extent,
  to: Extent,
): S[] {
  if (from.width === 0 || from.height === 0) return [...strokes];
  const scale = Math.min(to.width / from.width, to.height / from.height);
  const left = (to.width - from.width * scale) / 2;
  const top = (to.height - from.height * scale) / 2;
  return strokes.map((stroke) => ({
    ...stroke,
    points: stroke.points.map((point) => ({
      ...point,
      x: left + point.x * scale,
      y: top + point.y * scale,
    })),
  }));
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
