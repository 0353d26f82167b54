import type { NewQuestion, Question } from "../../api/generated/api.schemas";

export type Kind = Question["kind"];

export const KIND_NAMES: Record<Kind, string> = {
  text: "Text",
  choice: "Choice",
  number: "Number",
  date: "Date",
  file: "File",
  consent: "Consent",
};

/** A question in the form; its choices stand one a line. */
export interface QuestionValues {
  /** Tells rows apart while they are moved; new ones have no id yet. */
  key: string;
  id?: string;
  kind: Kind;
  label: string;
  help: string;
  is_required: boolean;
  options: string;
  limits: Question["limits"];
}

type Limit = keyof Question["limits"];
const LIMITS: Record<Kind, Limit[]> = {
  text: ["min_length", "max_length"],
  choice: ["is_multiple"],
  number: ["min", "max", "is_whole"],
  date: ["earliest", "latest"],
  file: ["types", "most_bytes"],
  consent: [],
};
let made = 0;

export function newQuestion(): QuestionValues {
  made += 1;
  return {
    key: `new ${made}`,
    kind: "text",
    label: "",
    help: "",
    is_required: false,
    options: "",
    limits: {},
  };
}

export function questionValues(questions: Question[]): QuestionValues[] {
  return questions.map((each) => ({ ...each, key: each.id, options: each.options.join("\n") }));
}

function optionsOf({ kind, options }: QuestionValues): string[] {
  if (kind !== "choice") return [];
  return options
    .split("\n")
    .map((each) => each.trim())
    .filter(Boolean);
}

/** As it is sent: limits of another kind, left from before, stay behind. */
export function questionBody(values: QuestionValues): NewQuestion {
  const { id, kind, label, help, is_required, limits } = values;
  const own = Object.entries(limits).filter(
    ([name, value]) => LIMITS[kind].includes(name as Limit) && value !== undefined,
  );
  return {
    ...(id && { id }),
    kind,
    label: label.trim(),
    help: help.trim(),
    is_required,
    options: optionsOf(values),
    limits: Object.fromEntries(own),
  };
}

function isUpsideDown({ kind, limits }: QuestionValues): boolean {
  const { min_length, max_length, min, max, earliest, latest } = limits;
  if (kind === "text") return (min_length ?? 0) > (max_length ?? 2000);
  if (kind === "number") return min !== undefined && max !== undefined && min > max;
  return kind === "date" && !!earliest && !!latest && earliest > latest;
}

function flawOf(question: QuestionValues): string | null {
  const options = optionsOf(question).map((option) => option.toLowerCase());
  if (!question.label.trim()) return "Write what is asked.";
  if (question.kind === "choice" && options.length < 2) {
    return "Give at least two choices, one a line.";
  }
  if (new Set(options).size < options.length) return "Each choice stands once.";
  return isUpsideDown(question) ? "The least is more than the most." : null;
}

/** What is wrong with questions, by their key. */
export function checkQuestions(questions: QuestionValues[]): Record<string, string> {
  const flaws = questions.flatMap((each) => {
    const flaw = flawOf(each);
    return flaw ? [[each.key, flaw]] : [];
  });
  return Object.fromEntries(flaws);
}

export function moved<T>(rows: T[], from: number, to: number): T[] {
  const row = rows[from];
  return row === undefined ? rows : rows.toSpliced(from, 1).toSpliced(to, 0, row);
}
