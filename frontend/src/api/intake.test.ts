import { describe, expect, it } from "vitest";
import type { Answer, Question } from "./generated/api.schemas";
import { answerText, formAnswers, missingAnswers, refusedAnswers, wireAnswers } from "./intake";

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
    expect(Object.keys(missingAnswers(ALL, {}))).toEqual([...KINDS]);
    expect(missingAnswers([asked("t", "text")], {})).toEqual({});
  });

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
