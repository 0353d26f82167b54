import { describe, expect, it } from "vitest";
import { type Run, sentenceBefore } from "./sentence";

const row = (y: number, text: string, x = 0.1, w = 0.8): Run => ({ text, x, y, w, h: 0.015 });
const box = (y: number, x = 0.1, w = 0.4) => ({ page: 0, x, y, w, h: 0.04 });
const LONG = "I have read the house rules and agree to pay for what I break in full.";

describe("the sentence before a field", () => {
  it("is the paragraph above it, and no other", () => {
    const runs = [
      row(0.1, "Something else is said here, long before, in a paragraph of its own."),
      row(0.3, "I have read the house rules and agree"),
      row(0.318, "to pay for what I break, in full and at once, whoever it was."),
      row(0.6, "What follows does not count."),
    ];
    expect(sentenceBefore(runs, box(0.34))).toBe(
      "I have read the house rules and agree to pay for what I break, in full and at once, whoever it was.",
    );
  });

  it("goes on above a mere label", () => {
    const runs = [row(0.2, LONG), row(0.4, "Signature")];
    expect(sentenceBefore(runs, box(0.42))).toBe(`${LONG} Signature`);
  });

  it("leaves out the neighbour's column", () => {
    const runs = [row(0.2, LONG), row(0.4, "Client", 0.1, 0.1), row(0.4, "Business", 0.6, 0.1)];
    expect(sentenceBefore(runs, box(0.42, 0.6))).toBe(`${LONG} Business`);
    expect(sentenceBefore(runs, box(0.42, 0.1))).toBe(`${LONG} Client`);
  });

  it("goes through the gaps of the sentence", () => {
    const runs = [
      row(0.3, LONG),
      row(0.4, "Call me at", 0.1, 0.1),
      row(0.4, "on workdays.", 0.5, 0.1),
    ];
    const blank = { ...box(0.395, 0.21, 0.28), h: 0.025 };
    expect(sentenceBefore(runs, blank, [blank])).toBe("Call me at … on workdays.");
  });

  it("is cut at its beginning, between words", () => {
    const runs = Array.from({ length: 20 }, (_, at) => row(0.1 + at * 0.018, `${at} ${LONG}`));
    const text = sentenceBefore(runs, box(0.5));
    expect(text).toMatch(/^… /);
    expect(text.length).toBeLessThan(270);
    expect(text.endsWith(LONG)).toBe(true);
  });

  it("is nothing where the page is a picture", () => {
    expect(sentenceBefore([], box(0.5))).toBe("");
  });
});
