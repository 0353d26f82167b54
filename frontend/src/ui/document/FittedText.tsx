import "@fontsource/noto-sans/400.css";
import { useEffect, useMemo, useState } from "react";
import classes from "./Document.module.css";
import { type FittedBlock, fitted, LARGEST_PT, MARGIN, type Measure, SMALLEST_PT } from "./fitText";
import type { Size } from "./placing";

export const FONT = '"Noto Sans", "Inter Variable", sans-serif';
const MEASURED_AT = 200;
let context: CanvasRenderingContext2D | null | undefined;

/** How wide a line of the document's letters is, in units of its size. */
export const measure: Measure = (text) => {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return text.length * 0.56;
  context.font = `${MEASURED_AT}px ${FONT}`;
  return context.measureText(text).width / MEASURED_AT;
};

interface Fitting {
  text: string;
  /** In the pixels of the page as it is shown. */
  size: Size;
  /** Pixels in a point of the paper. */
  scale: number;
  largestPt?: number | null;
}

/** The lines and their size in pixels, as the sealed PDF will have them. */
export function useFitted({ text, size, scale, largestPt }: Fitting): FittedBlock {
  const loads = useFontLoads();
  const margin = marginOf(size);
  const [width, height] = [size.width - 2 * margin, size.height - 2 * margin];
  const largest = (largestPt || LARGEST_PT) * scale;
  const least = SMALLEST_PT * scale;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a font that has come measures anew
  return useMemo(
    () => fitted(text, { width, height, largest, least }, measure),
    [text, width, height, largest, least, loads],
  );
}

/** What stays free on each side of a text in a box of that size. */
export function marginOf({ width, height }: Size): number {
  return MARGIN * Math.min(width, height);
}

interface FittedTextProps extends Fitting {
  align?: string | null;
}

const SIDES = ["start", "center", "end"] as const;

/** Where lines stand in their box: at the start of the script, if nothing else was asked for. */
export function alignOf(align: string | null | undefined): (typeof SIDES)[number] {
  return SIDES.find((side) => side === align) ?? "start";
}

/** Text as large as its box allows, as the sealed PDF will have it. */
export function FittedText({ align, ...fitting }: FittedTextProps) {
  const block = useFitted(fitting);
  return (
    <span
      className={classes.fitted}
      dir="auto"
      style={{
        fontSize: block.size,
        textAlign: alignOf(align),
        fontFamily: FONT,
        padding: marginOf(fitting.size),
      }}
    >
      {block.lines.join("\n")}
    </span>
  );
}

/** Grows whenever a font has come, because measures were then of another one. */
function useFontLoads(): number {
  const [loads, setLoads] = useState(0);
  useEffect(() => {
    const fonts = document.fonts;
    if (!fonts) return;
    const count = () => setLoads((old) => old + 1);
    fonts.addEventListener("loadingdone", count);
    return () => fonts.removeEventListener("loadingdone", count);
  }, []);
  return loads;
}
