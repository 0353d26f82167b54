/**
 * Text in a box as the sealed PDF will have it (`pdf/text/layout.py`): the largest size that fits,
 * at most `largest`, broken between words; one line where it is not much smaller than several.
 */
export interface FittedBlock {
  lines: string[];
  size: number;
}

/** The width of a line, in units of its size. */
export type Measure = (text: string) => number;

/** Of Noto Sans, which the PDF is written in, in units of the size. */
export const ASCENT = 1.069;
const DESCENT = 0.293;
export const LEADING = ASCENT + DESCENT;
/** Share of a box's shorter side that stays free around a text (MARGIN). */
export const MARGIN = 0.06;
/** Points: how large letters are where nothing was asked for, and how small at most. */
export const LARGEST_PT = 12;
export const SMALLEST_PT = 6;
const ONE_LINE_SHARE = 0.6;
const STEPS = 12;

interface Within {
  width: number;
  height: number;
  largest: number | null;
  /** Where the text fits at that size, it gets no smaller. */
  least?: number;
}

export function fitted(text: string, within: Within, measure: Measure): FittedBlock {
  const { width, height, largest } = within;
  const most = largest === null ? height : Math.min(height, largest);
  const least = Math.min(within.least ?? 0, most);
  const best = largestWrapped(text, { width, height, largest: most, least }, measure);
  if (best && (best.lines.length < 2 || text.includes("\n"))) return best;
  const line = text.split("\n").join(" ");
  const alone: FittedBlock = {
    lines: [line],
    size: Math.min(most, width / Math.max(measure(line), 0.001)),
  };
  const isTall = heightOf(alone) > height;
  if (!best) return alone;
  const wanted = Math.max(best.size * ONE_LINE_SHARE, Math.min(least, best.size));
  return !isTall && alone.size >= wanted ? alone : best;
}

/** The width of a letter, on average, in units of the size. */
const LETTER = 0.56;

/** About how many letters a box of so many points has room for, at the smallest size. `letter`:
 * how wide they are on average. */
export function lettersIn(
  { width, height }: { width: number; height: number },
  letter = LETTER,
): number {
  const margin = MARGIN * Math.min(width, height);
  const lines = Math.max(1, Math.floor((height - 2 * margin) / (LEADING * SMALLEST_PT)));
  return Math.max(1, Math.floor((lines * (width - 2 * margin)) / (letter * SMALLEST_PT)));
}

function largestWrapped(text: string, within: Within, measure: Measure): FittedBlock | null {
  const { least = 0 } = within;
  let high = within.largest ?? within.height;
  let best = blockIfFits(text, high, within, measure);
  if (best) return best;
  best = least > 0 ? blockIfFits(text, least, within, measure) : null;
  let low = best ? least : 0;
  if (!best && least > 0) high = least;
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    const block = blockIfFits(text, middle, within, measure);
    if (block) {
      low = middle;
      best = block;
    } else high = middle;
  }
  return best;
}

function blockIfFits(text: string, size: number, { width, height }: Within, measure: Measure) {
  const reach = width / size;
  const lines = text.split("\n").flatMap((paragraph) => broken(paragraph, reach, measure));
  const block = { lines, size };
  const widest = Math.max(0, ...lines.map(measure));
  return heightOf(block) <= height && widest <= reach ? block : null;
}

function heightOf({ lines, size }: FittedBlock): number {
  return Math.max(1, lines.length) * LEADING * size;
}

/** Lines that reach no further; words are kept whole where they fit. */
function broken(paragraph: string, reach: number, measure: Measure): string[] {
  if (measure(paragraph) <= reach) return [paragraph];
  const lines: string[] = [];
  let current = "";
  for (const word of paragraph.match(/\S+\s*|\s+/g) ?? []) {
    if (current && measure((current + word).trimEnd()) > reach) {
      lines.push(current);
      current = "";
    }
    current += word;
    while (measure(current.trimEnd()) > reach && current.length > 1) {
      const head = headOf(current, reach, measure);
      lines.push(head);
      current = current.slice(head.length);
    }
  }
  lines.push(current);
  return lines.map((line) => line.trimEnd()).filter(Boolean);
}

function headOf(word: string, reach: number, measure: Measure): string {
  const letters = Array.from(word);
  let count = 1;
  while (count < letters.length && measure(letters.slice(0, count + 1).join("")) <= reach) {
    count += 1;
  }
  return letters.slice(0, count).join("");
}
