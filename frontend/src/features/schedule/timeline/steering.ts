import type { Bar } from "./bars";

export type Direction = "left" | "right" | "up" | "down" | "first" | "last";

const KEYS: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "first",
  End: "last",
};

export type Intent =
  | { kind: "go"; direction: Direction }
  | { kind: "nudge"; steps: -1 | 1 }
  | { kind: "dialog" };

interface Pressed {
  key: string;
  shiftKey: boolean;
  metaKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
}

/** What a key asks of the appointment that has the focus. */
export function intentOf({ key, shiftKey, metaKey, ctrlKey, altKey }: Pressed): Intent | null {
  if (metaKey || ctrlKey || altKey) return null;
  if (key === "m") return { kind: "dialog" };
  if (shiftKey && key === "ArrowLeft") return { kind: "nudge", steps: -1 };
  if (shiftKey && key === "ArrowRight") return { kind: "nudge", steps: 1 };
  const direction = KEYS[key];
  return direction ? { kind: "go", direction } : null;
}

function middle(bar: Bar): number {
  return (Date.parse(bar.start) + Date.parse(bar.end)) / 2;
}

/** Which bar the arrows lead to: along the row by time, across rows to the nearest in time. */
export function neighbourOf(
  bars: Bar[],
  rows: string[],
  current: Bar,
  direction: Direction,
): Bar | null {
  const inRow = (row: string | undefined) =>
    bars.filter((bar) => bar.resourceId === row).sort((a, b) => a.start.localeCompare(b.start));
  const own = inRow(current.resourceId);
  const at = own.findIndex(({ id }) => id === current.id);
  if (direction === "left") return own[at - 1] ?? null;
  if (direction === "right") return own[at + 1] ?? null;
  if (direction === "first") return own[0] ?? null;
  if (direction === "last") return own.at(-1) ?? null;
  const step = direction === "up" ? -1 : 1;
  const target = middle(current);
  for (let row = rows.indexOf(current.resourceId) + step; rows[row]; row += step) {
    const others = inRow(rows[row]);
    others.sort((a, b) => Math.abs(middle(a) - target) - Math.abs(middle(b) - target));
    if (others[0]) return others[0];
  }
  return null;
}
