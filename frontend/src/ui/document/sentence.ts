import type { Box } from "./placing";

/** A run of text on a page, in fractions of it from its top left. */
export interface Run {
  text: string;
  x: number;
  y: number;
  w: number;
  h: number;
}

interface Row {
  runs: Run[];
  top: number;
  bottom: number;
}

/** A label alone says nothing: at least so much is read before a field. */
const LEAST_LETTERS = 24;
const MOST_LETTERS = 260;
const BLANK = "…";
/** In heights of a row: wider gaps lie between columns, and between paragraphs. */
const COLUMN_GAP = 3;
const PARAGRAPH_GAP = 0.9;

/**
 * What stands before the field and beside it: the paragraph that its answer belongs to. Fields
 * within it, `blanks`, are gaps of the same sentence.
 */
export function sentenceBefore(
  runs: readonly Run[],
  box: Box,
  blanks: readonly Box[] = [],
): string {
  const rows = rowsOf(runs, blanks).filter(
    ({ top, bottom }) => (top + bottom) / 2 <= box.y + box.h,
  );
  const taken: string[] = [];
  let below: Row | null = null;
  for (const row of rows.reverse()) {
    const length = taken.join(" ").length;
    const isApart = below && below.top - row.bottom > PARAGRAPH_GAP * (row.bottom - row.top);
    if (length > MOST_LETTERS || (isApart && length >= LEAST_LETTERS)) break;
    const text = textNear(row, box);
    if (text) {
      taken.unshift(text);
      below = row;
    }
  }
  const text = taken.join(" ").replace(/\s+/g, " ").trim();
  if (text.length <= MOST_LETTERS) return text;
  const kept = text.slice(-MOST_LETTERS);
  return `… ${kept.slice(kept.indexOf(" ") + 1)}`;
}

function rowsOf(runs: readonly Run[], blanks: readonly Box[]): Row[] {
  const rows: Row[] = [];
  for (const run of runs.filter(({ text }) => text.trim())) {
    const middle = run.y + run.h / 2;
    const row = rows.find(({ top, bottom }) => top <= middle && middle <= bottom);
    if (row) row.runs.push(run);
    else rows.push({ runs: [run], top: run.y, bottom: run.y + run.h });
  }
  rows.sort((one, other) => one.top - other.top);
  for (const { x, y, w, h } of blanks) {
    // Tall ones stand on the line that they belong to.
    const row = rows.findLast(({ top, bottom }) => top < y + h && bottom > y);
    row?.runs.push({ text: BLANK, x, y, w, h });
  }
  for (const row of rows) row.runs.sort((one, other) => one.x - other.x);
  return rows;
}

/** Of a row in columns only what stands above the box, or just before it. */
function textNear({ runs, top, bottom }: Row, box: Box): string {
  const columns: Run[][] = [];
  for (const run of runs) {
    const before = columns.at(-1)?.at(-1);
    const gap = before ? run.x - (before.x + before.w) : Number.POSITIVE_INFINITY;
    if (gap > COLUMN_GAP * (bottom - top)) columns.push([run]);
    else columns.at(-1)?.push(run);
  }
  const isBeside = bottom > box.y;
  const near = columns.filter((column) => {
    const [left, right] = [column[0]?.x ?? 0, endOf(column)];
    return columns.length === 1 || (left < box.x + box.w && (isBeside || right > box.x));
  });
  const kept = isBeside ? near.slice(-1) : near;
  return kept.map((column) => column.map(({ text }) => text).join(" ")).join(" ");
}

function endOf(column: readonly Run[]): number {
  const last = column.at(-1);
  return last ? last.x + last.w : 0;
}
