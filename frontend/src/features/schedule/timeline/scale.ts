import { type DrawnTime, STEP_MINUTES } from "./drawnTime";

const LEAST_ROW_HEADER = 176;
const BORDERS = 2;
/** Narrower hours are no cells of their own: a day is one, with some of its hours marked. */
const LEAST_HOUR = 18;
/** Days do not get narrower than this; then they are scrolled to. */
const LEAST_DAY = 104;
const WIDE_HOUR: Record<number, number> = { 1: 72, 3: 44, 7: 40 };
const LEAST_MARK = 34;
const MARK_HOURS = [1, 2, 3, 4, 6, 8, 12];
/** What a pixel is worth decides how finely something can be dragged. */
const ROUGH_STEP_MINUTES = 15;

/** How much width time has: all days in the room there is, or wide hours that are scrolled. */
export interface Scale {
  dayWidth: number;
  /** The cells are hours, or, where those would be too narrow, whole days. */
  isByHour: boolean;
  cellWidth: number;
  /** What the cells leave over. */
  rowHeaderWidth: number;
  /** DayPilot's minutes in a cell. */
  cellMinutes: number;
  /** Whatever is dragged falls on whole steps of so many minutes. */
  stepMinutes: number;
  /** Where hours are not cells, so many of them lie between two marks. */
  markHours: number;
}

export function scaleOf(drawn: DrawnTime, room: number, isWide: boolean): Scale {
  const { dayCount, hourCount, hourMinutes } = drawn;
  const share = Math.floor((room - LEAST_ROW_HEADER - BORDERS) / dayCount);
  // One day alone is there to be read: there are no others that it would hide.
  const isRead = isWide || dayCount === 1;
  const least = isRead ? (WIDE_HOUR[dayCount] ?? 40) * hourCount : LEAST_DAY;
  const day = Math.max(least, share);
  const hour = Math.floor(day / hourCount);
  const isByHour = hour >= LEAST_HOUR;
  const dayWidth = isByHour ? hour * hourCount : day;
  return {
    dayWidth,
    isByHour,
    cellWidth: isByHour ? hour : day,
    rowHeaderWidth: Math.max(LEAST_ROW_HEADER, room - BORDERS - dayWidth * dayCount),
    cellMinutes: isByHour ? hourMinutes : hourMinutes * hourCount,
    stepMinutes: isByHour ? STEP_MINUTES : ROUGH_STEP_MINUTES,
    markHours: MARK_HOURS.find((hours) => (hours * day) / hourCount >= LEAST_MARK) ?? 24,
  };
}
