import { describe, expect, it } from "vitest";
import { LEAST_LENGTH, lengthOf, refitted } from "./ink";

const stroke = {
  points: [
    { x: 10, y: 20 },
    { x: 290, y: 80 },
  ],
  color: "black",
};
const PORTRAIT = { width: 300, height: 500 };
const LANDSCAPE = { width: 700, height: 200 };

describe("ink on a turned phone", () => {
  it("stays whole and undistorted within the new pad", () => {
    const [turned] = refitted([stroke], PORTRAIT, LANDSCAPE);
    for (const { x, y } of turned?.points ?? []) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(LANDSCAPE.width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(LANDSCAPE.height);
    }
    const [a, b] = turned?.points ?? [];
    const slope = ((b?.y ?? 0) - (a?.y ?? 0)) / ((b?.x ?? 0) - (a?.x ?? 0));
    expect(slope).toBeCloseTo(60 / 280);
    expect(turned).toMatchObject({ color: "black" });
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
