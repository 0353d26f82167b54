import { type RefCallback, useCallback, useLayoutEffect, useMemo, useState } from "react";
import type { Frame } from "./placing";

/** Pixels in a point at "100 %", as paper is on a screen. */
const WHOLE = 96 / 72;
/** Small pages grow to the width they are given, but not beyond this. */
const LARGEST_FIT = 1.25 * WHOLE;
const STEPS = [0.25, 0.33, 0.5, 0.67, 0.8, 0.9, 1, 1.25, 1.5, 2, 2.5, 3, 4];

export interface Zoom {
  /** The element whose width pages fit into. */
  measured: RefCallback<HTMLElement>;
  /** CSS pixels in a point of the paper. */
  scale: number;
  fitScale: number;
  isFit: boolean;
  percent: number;
  zoomIn: () => void;
  zoomOut: () => void;
  fit: () => void;
  zoomTo: (scale: number) => void;
}

/** The next step above or below, or the last one there is. */
export function nextStep(scale: number, direction: 1 | -1): number {
  const share = scale / WHOLE;
  const further = direction > 0 ? STEPS : [...STEPS].reverse();
  const found = further.find((step) => (step - share) * direction > 0.005);
  return (found ?? further.at(-1) ?? 1) * WHOLE;
}

/** As wide as the room allows; `gutter` is what stays free beside the pages, in all. */
export function fitScaleOf(frames: readonly Frame[], room: number, gutter: number): number {
  const widest = Math.max(1, ...frames.map(({ width_pt }) => width_pt));
  return Math.max(0.1, Math.min(LARGEST_FIT, (room - gutter) / widest));
}

/** How large pages are shown: they fit the width until somebody asks for more or less. */
export function useZoom(frames: readonly Frame[], gutter = 0): Zoom {
  const [element, measured] = useState<HTMLElement | null>(null);
  const [room, setRoom] = useState(0);
  const [chosen, setChosen] = useState<number | null>(null);

  useLayoutEffect(() => {
    if (!element) return;
    const measure = () => setRoom(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);

  const fitScale = fitScaleOf(frames, room, gutter);
  const scale = chosen ?? fitScale;
  const zoomIn = useCallback(() => setChosen(nextStep(scale, 1)), [scale]);
  const zoomOut = useCallback(() => setChosen(nextStep(scale, -1)), [scale]);
  const fit = useCallback(() => setChosen(null), []);
  return useMemo(
    () => ({
      measured,
      scale,
      fitScale,
      isFit: chosen === null,
      percent: Math.round((scale / WHOLE) * 100),
      zoomIn,
      zoomOut,
      fit,
      zoomTo: setChosen,
    }),
    [scale, fitScale, chosen, zoomIn, zoomOut, fit],
  );
}
