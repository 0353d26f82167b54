import { describe, expect, it } from "vitest";
import { checkQuestions, moved, newQuestion, type QuestionValues, questionBody } from "./questions";

function question(change: Partial<QuestionValues>): QuestionValues {
  return { ...newQuestion(), key: "k", label: "What?", ...change };
}

describe("questions of a service", () => {
  it("leave limits of another kind behind", () => {
    const values = question({ kind: "number", options: "A\nB", limits: { max_length: 5, min: 1 } });
    expect(questionBody(values)).toMatchObject({ kind: "number", options: [], limits: { min: 1 } });
  });

  it("take one choice from each line", () => {
    const values = question({ kind: "choice", options: " Short \n\nLong" });
    expect(questionBody(values).options).toEqual(["Short", "Long"]);
    expect(checkQuestions([values])).toEqual({});
  });

  it.each([
    [{ label: " " }, "Write what is asked."],
    [{ kind: "choice", options: "One" }, "Give at least two choices, one a line."],
    [{ kind: "choice", options: "One\none" }, "Each choice stands once."],
    [
      { kind: "text", limits: { min_length: 5, max_length: 2 } },
      "The least is more than the most.",
    ],
    [{ kind: "number", limits: { min: 5, max: 2 } }, "The least is more than the most."],
  ] as [Partial<QuestionValues>, string][])("say what is wrong with %o", (change, sentence) => {
    expect(checkQuestions([question(change)])).toEqual({ k: sentence });
  });

  it("move from one place to another", () => {
    expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
    expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
    expect(moved(["a"], 5, 0)).toEqual(["a"]);
  });
});
