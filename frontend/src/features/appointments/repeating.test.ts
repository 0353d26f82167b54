import { describe, expect, it } from "vitest";
import { type Repetition, ruleOf, wordsOf } from "./repeating";

const weekly: Repetition = { every: "week", ends: "count", count: 10, until: "2026-12-31" };

describe("how an appointment repeats", () => {
  it.each([
    [weekly, "FREQ=WEEKLY;COUNT=10", "Every week"],
    [
      { ...weekly, every: "weekday", ends: "day" },
      "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20261231T235959",
      "Every weekday until Dec 31, 2026",
    ],
    [{ ...weekly, every: "2weeks", ends: "never" }, "FREQ=WEEKLY;INTERVAL=2", "Every 2 weeks"],
  ] as [Repetition, string, string][])("writes a rule and reads it", (repetition, rule, words) => {
    expect(ruleOf(repetition)).toBe(rule);
    expect(wordsOf(rule, "en-US")).toBe(words);
  });

  it("calls a rule that no screen made what it is", () => {
    expect(wordsOf("FREQ=YEARLY;BYMONTH=5;COUNT=3", "en-US")).toBe("By a rule of its own");
  });
});
