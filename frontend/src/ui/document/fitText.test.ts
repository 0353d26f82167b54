import { describe, expect, it } from "vitest";
import { fitted, LEADING, lettersIn, type Measure } from "./fitText";

const halfEm: Measure = (text) => text.length * 0.5;
const fill = (text: string, width: number, height: number, largest: number | null = null) =>
  fitted(text, { width, height, largest }, halfEm);

describe("text in a box", () => {
  it("is as large as the height allows, and no larger than it was asked to be", () => {
    expect(fill("Nia", 400, 20).size).toBeCloseTo(20 / LEADING, 1);
    expect(fill("Nia", 400, 20, 9).size).toBe(9);
  });

  it("never leaves its box, however long it is", () => {
    for (const length of [1, 10, 60, 300]) {
      const text = "ab cd ".repeat(length).trim();
      const { lines, size } = fill(text, 120, 30);
      for (const line of lines) expect(halfEm(line) * size).toBeLessThanOrEqual(120.001);
      expect(lines.length * LEADING * size).toBeLessThanOrEqual(30.001);
    }
  });

  it("loses no letter when a word has to be parted", () => {
    const word = "Donaudampfschifffahrtsgesellschaft";
    expect(fill(word, 20, 60).lines.join("")).toBe(word);
  });

  it("keeps one line where several would hardly be larger", () => {
    expect(fill("Vera Visitor", 80, 16).lines).toEqual(["Vera Visitor"]);
    expect(fill("one two three four five six", 60, 60).lines.length).toBeGreaterThan(1);
  });

  it("keeps the lines that were typed", () => {
    expect(fill("12 Main Street\nBoston", 400, 60).lines).toEqual(["12 Main Street", "Boston"]);
  });
});

describe("the smallest size", () => {
  it("is kept wherever several lines have room at it", () => {
    const within = { width: 40, height: 17, largest: 12 };
    const text = "abcdefg hijklmno";
    expect(fitted(text, within, halfEm).size).toBeCloseTo(5);
    const block = fitted(text, { ...within, least: 6 }, halfEm);
    expect(block.lines).toHaveLength(2);
    expect(block.size).toBeGreaterThanOrEqual(6);
  });

  it("says about how much has room", () => {
    const letters = lettersIn({ width: 170, height: 19 });
    expect(letters).toBeGreaterThan(60);
    expect(lettersIn({ width: 170, height: 100 })).toBeGreaterThan(4 * letters);
    expect(lettersIn({ width: 170, height: 19 }, 0.93)).toBeLessThan(letters * 0.62);
  });
});
