import { addDays, dayOf, daysBetween, instantAt, minutesOf } from "../../../lib/zones";
import type { Span } from "./openHours";

const DAY_MINUTES = 1440;
const HALF_MINUTE_MS = 30_000;
/** The finest steps in which a time is moved, by keys or by hand. */
export const STEP_MINUTES = 5;

/**
 * DayPilot draws whole days of 24 hours and knows no zones. So it gets *drawn time*: each day's
 * visible hours stretched over its 24, in wall time of the business. Nights vanish, and all
 * places where drawn and real time meet are in this class.
 */
export class DrawnTime {
  constructor(
    readonly firstDay: string,
    readonly dayCount: number,
    readonly hours: Span,
    readonly zone: string,
  ) {}

  private get stretch(): number {
    return DAY_MINUTES / (this.hours.until - this.hours.from);
  }

  /** When the clock is as on the days that are drawn, which may not be as it is now. */
  get noon(): number {
    return instantAt(this.firstDay, DAY_MINUTES / 2, this.zone);
  }

  /** Length of one drawn hour, in DayPilot's minutes. */
  get hourMinutes(): number {
    return 60 * this.stretch;
  }

  get hourCount(): number {
    return (this.hours.until - this.hours.from) / 60;
  }

  /** Which of the drawn days that is, or -1. */
  indexOf(day: string): number {
    const index = daysBetween(this.firstDay, day);
    return index < this.dayCount ? Math.max(index, -1) : -1;
  }

  dayAt(index: number): string {
    return addDays(this.firstDay, index);
  }

  /** Drawn minutes since the first day's beginning; what is outside sticks to the edge. */
  drawnMinutes(day: string, minutes: number): number {
    const inside = Math.min(Math.max(minutes, this.hours.from), this.hours.until);
    const at = daysBetween(this.firstDay, day) * DAY_MINUTES;
    return at + (inside - this.hours.from) * this.stretch;
  }

  /** DayPilot's text for an instant: "2026-11-23T08:30:00". */
  textOf(moment: string | number): string {
    return this.textAt(this.drawnMinutes(dayOf(moment, this.zone), minutesOf(moment, this.zone)));
  }

  private textAt(drawn: number): string {
    const start = Date.parse(`${this.firstDay}T00:00:00Z`);
    return new Date(start + Math.round(drawn * 60) * 1000).toISOString().slice(0, 19);
  }

  /** The day and wall minutes under a text of DayPilot, rounded to `step` minutes. */
  wallOf(text: string, step: number): { day: string; minutes: number } {
    const start = Date.parse(`${this.firstDay}T00:00:00Z`);
    const drawn = (Date.parse(`${text.slice(0, 19)}Z`) - start) / 60_000;
    const dayIndex = Math.min(Math.max(Math.floor(drawn / DAY_MINUTES), 0), this.dayCount - 1);
    const raw = this.hours.from + (drawn - dayIndex * DAY_MINUTES) / this.stretch;
    const minutes = Math.round(raw / step) * step;
    return { day: addDays(this.firstDay, dayIndex), minutes };
  }

  /**
   * The instant under a text of DayPilot, on a whole `step` of the wall clock. Where the nearest is
   * less than half a step from what it `was`, nobody moved it: it stays as exact as it was.
   */
  instantOf(text: string, step: number, was?: number): number {
    const { day, minutes } = this.wallOf(text, step);
    const instant = instantAt(day, minutes, this.zone);
    return was !== undefined && Math.abs(instant - was) < step * HALF_MINUTE_MS ? was : instant;
  }

  /** Whether the clock leaves that minute of the day out: it is drawn, and does not exist. */
  isSkipped(day: string, minutes: number): boolean {
    return minutesOf(instantAt(day, minutes, this.zone), this.zone) !== minutes;
  }

  /** Where an instant lies in the drawing, 0..1, or null outside the drawn hours. */
  shareOf(instant: number): number | null {
    const day = dayOf(instant, this.zone);
    const minutes = minutesOf(instant, this.zone);
    const isDrawn = minutes >= this.hours.from && minutes <= this.hours.until;
    if (!isDrawn || this.indexOf(day) < 0) return null;
    return this.drawnMinutes(day, minutes) / (this.dayCount * DAY_MINUTES);
  }
}
