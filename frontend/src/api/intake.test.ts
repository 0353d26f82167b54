import { describe, expect, it } from "vitest";
import type { Answer, Question } from "./generated/api.schemas";
import { answerText, formAnswers, refusedAnswers, wireAnswers, wrongAnswers } from "./intake";

function asked(id: string, kind: Question["kind"], isRequired = false): Question {
  return { id, kind, label: id, help: "", is_required: isRequired, options: [], limits: {} };
}

function answer(kind: Answer["kind"], more: Partial<Answer>): Answer {
  const given = { id: "a", question_id: "q", question: "Q", help: "", value: null, file: null };
  return { ...given, kind, answered_at: "2026-11-24T15:00:00Z", ...more };
}

const KINDS = ["text", "choice", "number", "date", "file", "consent"] as const;
const ALL = KINDS.map((kind) => asked(kind, kind, true));

describe("answers", () => {
  it("are sent as the server takes them", () => {
    const sent = wireAnswers(ALL, {
      text: "  hello ",
      choice: ["One"],
      number: "1,5",
      date: "2026-03-29",
      file: { token: "t", name: "a.png", size_bytes: 1 },
      consent: true,
    });
    expect(sent).toEqual({
      text: "  hello ",
      choice: ["One"],
      number: 1.5,
      date: "2026-03-29",
      file: "t",
      consent: true,
    });
  });

  it("that are empty are taken away, and a kept file is not named", () => {
    const kept = { token: null, name: "a.png", size_bytes: 1 };
    const sent = wireAnswers(ALL, { text: " ", choice: [], consent: false, file: kept });
    expect(sent).toEqual({ text: null, choice: null, number: null, date: null, consent: null });
  });

  it("leave a number that is none to the server to refuse", () => {
    expect(wireAnswers([asked("n", "number")], { n: "many" })).toEqual({ n: "many" });
  });

  it("that are missing are named only where they are required", () => {
    expect(Object.keys(wrongAnswers(ALL, {}))).toEqual([...KINDS]);
    expect(wrongAnswers([asked("t", "text")], {})).toEqual({});
  });

  it.each<[Question["kind"], Question["limits"], string, string | undefined]>([
    ["number", { is_whole: true }, "1.5", "Please enter a whole number."],
    ["number", { min: 1, max: 20 }, "0", "Please enter 1 or more."],
    ["number", { min: 1, max: 20 }, "20,5", "Please enter 20 or less."],
    ["number", { min: 1, max: 20 }, "20", undefined],
    ["number", {}, "many", "Please enter a number."],
    [
      "date",
      { earliest: "2026-03-29" },
      "2026-03-28",
      "Please enter 29 March 2026 or a later date.",
    ],
    [
      "date",
      { latest: "2026-11-27" },
      "2026-12-24",
      "Please enter 27 November 2026 or an earlier date.",
    ],
    ["date", { latest: "2026-11-27" }, "2026-11-27", undefined],
    ["text", { min_length: 3 }, " ab ", "Please write at least 3 characters."],
  ])(
    "beyond what a question takes are told with those that are missing: %s %o %s",
    (kind, limits, given, said) => {
      const question = { ...asked("q", kind), limits };
      const wrong = wrongAnswers([question, asked("m", "text", true)], { q: given });
      expect(wrong).toEqual({ ...(said && { q: said }), m: "Please answer this." });
      expect(wrongAnswers([question], { q: given }, false)).toEqual(said ? { q: said } : {});
    },
  );

  it("come back as they stood in the fields", () => {
    expect(formAnswers([answer("number", { value: 1.5 })])).toEqual({ q: "1.5" });
    const file = { id: "f", name: "a.png", size_bytes: 1, url: "/f" };
    expect(formAnswers([answer("file", { file })])).toMatchObject({ q: { token: null } });
    expect(formAnswers([answer("text", { question_id: null, value: "x" })])).toEqual({});
  });

  it("read as people write them", () => {
    expect(answerText(answer("date", { value: "2026-03-29" }), "en-GB")).toBe("29 March 2026");
    expect(answerText(answer("choice", { value: ["A", "B"] }), "en-GB")).toBe("A, B");
    expect(answerText(answer("consent", { value: true }), "en-GB")).toBe("Agreed");
  });

  it("are refused by question", () => {
    expect(refusedAnswers({ "answers.q1": "No.", name: "Yes." })).toEqual({ q1: "No." });
  });
});
