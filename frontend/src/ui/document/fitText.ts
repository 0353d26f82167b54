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
const ONE_LINE_SHARE = 0.6;
const STEPS = 12;

interface Within {
  width: number;
  height: number;
  largest: number | null;
}

export function fitted(text: string, within: Within, measure: Measure): FittedBlock {
  const { width, height, largest } = within;
  const most = largest === null ? height : Math.min(height, largest);
  const best = largestWrapped(text, { width, height, largest: most }, measure);
  if (best && (best.lines.length < 2 || text.includes("\n"))) return best;
  const line = text.split("\n").join(" ");
  const alone: FittedBlock = {
    lines: [line],
    size: Math.min(most, width / Math.max(measure(line), 0.001)),
  };
  const isTall = heightOf(alone) > height;
  if (!best || (!isTall && alone.size >= best.size * ONE_LINE_SHARE)) return alone;
  return best;
}

function largestWrapped(text: string, within: Within, measure: Measure): FittedBlock | null {
  let low = 0;
  let high = within.largest ?? within.height;
  let best = blockIfFits(text, high, within, measure);
  if (best) return best;
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
