import { instantAt, minutesOf, parseClock, toIso } from "../../lib/zones";

/** A part of one day, by its wall clock. */
export interface Block {
  from: string;
  until: string;
  reason: string;
}

export const LENGTHS = [15, 30, 60, 120] as const;
const QUARTER = 15;
const LAST_MINUTE = 24 * 60 - 1;

function clockOf(minutes: number): string {
  const inside = Math.min(minutes, LAST_MINUTE);
  const part = (value: number) => String(value).padStart(2, "0");
  return `${part(Math.floor(inside / 60))}:${part(inside % 60)}`;
}

/** The half hour that begins with the next quarter. */
export function firstBlock(now: number, zone: string): Block {
  const from = Math.ceil((minutesOf(now, zone) + 1) / QUARTER) * QUARTER;
  return { from: clockOf(from), until: clockOf(from + 2 * QUARTER), reason: "" };
}

/** The same beginning, that long; a day ends at its last minute. */
export function blockFor(block: Block, minutes: number): Block {
  return { ...block, until: clockOf(parseClock(block.from) + minutes) };
}

export function spanOf({ from, until }: Block, day: string, zone: string) {
  const at = (clock: string) => toIso(instantAt(day, parseClock(clock), zone));
  return { starts_at: at(from), ends_at: at(until) };
}

export function checkBlock(block: Block): Record<string, string> {
  if (!block.from) return { from: "When does it begin?" };
  if (!block.until) return { until: "When does it end?" };
  return block.from < block.until ? {} : { until: "It must end after it begins." };
}
