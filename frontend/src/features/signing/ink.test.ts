import { describe, expect, it } from "vitest";
import { LEAST_LENGTH, lengthOf, refitted } from "./ink";

const PORTRAIT = { width: 300, height: 500 };
const LANDSCAPE = { width: 700, height: 120 };
const stroke = {
  points: [
    { x: 10, y: 20 },
    { x: 290, y: 300 },
  ],
  minWidth: 1,
  maxWidth: 3,
};

describe("ink on a turned phone", () => {
  it("stays whole and undistorted, with a pen as much thinner as it is smaller", () => {
    const [turned] = refitted([stroke], PORTRAIT, LANDSCAPE);
    const [a, b] = turned?.points ?? [];
    if (!turned || !a || !b) throw new Error("The ink is gone.");
    for (const { x, y } of [a, b]) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(LANDSCAPE.width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(LANDSCAPE.height);
    }
    expect((b.y - a.y) / (b.x - a.x)).toBeCloseTo(1);
    expect(turned.maxWidth / 3).toBeCloseTo((b.x - a.x) / 280);
  });

  it("is no smaller than it was where there is room", () => {
    const [grown] = refitted([stroke], PORTRAIT, { width: 900, height: 900 });
    const [a, b] = grown?.points ?? [];
    expect((b?.x ?? 0) - (a?.x ?? 0)).toBeCloseTo(280);
  });

  it("is where it was when the pad has the same size again", () => {
    expect(refitted([stroke], PORTRAIT, PORTRAIT)).toEqual([stroke]);
  });

  it("is enough for a signature only when the pen went some way", () => {
    const dot = {
      points: [
        { x: 5, y: 5 },
        { x: 6, y: 5 },
      ],
    };
    expect(lengthOf([dot, dot], 300)).toBeLessThan(LEAST_LENGTH);
    expect(lengthOf([stroke], 300)).toBeGreaterThan(LEAST_LENGTH);
  });
});
