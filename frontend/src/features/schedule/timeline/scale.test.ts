import { describe, expect, it } from "vitest";
import { DrawnTime } from "./drawnTime";
import { marksNode } from "./elements";
import { scaleOf } from "./scale";

/** What a window of 1440 leaves to the timeline. */
const ROOM = 1192;
const hours = { from: 8 * 60, until: 23 * 60 };
const drawn = (days: number) => new DrawnTime("2026-11-23", days, hours, "America/New_York");

describe("the scale", () => {
  it.each([3, 7])("keeps all of %i days in sight", (days) => {
    const { dayWidth, rowHeaderWidth } = scaleOf(drawn(days), ROOM, false);
    expect(rowHeaderWidth + days * dayWidth).toBe(ROOM - 2);
    expect(rowHeaderWidth).toBeLessThan(176 + days * 15);
  });

  it("makes whole days of hours that would be too narrow for a cell, and drags in steps one sees", () => {
    expect(scaleOf(drawn(7), ROOM, false)).toMatchObject({
      isByHour: false,
      cellMinutes: 24 * 60,
      stepMinutes: 15,
    });
    expect(scaleOf(drawn(3), ROOM, false)).toMatchObject({ isByHour: true, stepMinutes: 5 });
  });

  it("gives hours the width to read in when zoomed in, as on a phone", () => {
    for (const room of [ROOM, 390]) {
      const { cellWidth, isByHour } = scaleOf(drawn(7), room, true);
      expect([isByHour, cellWidth]).toEqual([true, 40]);
    }
  });

  it("leaves the hours of one day alone as wide as they are read, in a narrow window too", () => {
    expect(scaleOf(drawn(1), 660, false)).toMatchObject({ cellWidth: 72, rowHeaderWidth: 176 });
    expect(scaleOf(drawn(1), 1600, false).cellWidth).toBe(94);
  });

  it("scrolls rather than press a week into no room", () => {
    expect(scaleOf(drawn(7), 600, false)).toMatchObject({ dayWidth: 104, rowHeaderWidth: 176 });
  });

  it("marks as many hours as have room", () => {
    const marks = marksNode(hours, scaleOf(drawn(7), ROOM, false), (at) => `${at / 60}`);
    expect([...marks.children].map(({ textContent }) => textContent)).toEqual([
      "8",
      "12",
      "16",
      "20",
    ]);
    expect((marks.children[1] as HTMLElement).style.left).toMatch(/^26\.6/);
  });
});
