import { bytesText, dayText } from "../lib/format";
import { getUploadIntakeFileUrl } from "./generated/api";
import type { Answer, IntakeFileSent, Question } from "./generated/api.schemas";
import { postFile } from "./upload";
import { type Upload, useUpload } from "./useUpload";

/** A file in answer to a question: one just sent has a token, one that is kept has none. */
export interface FormFile {
  token: string | null;
  name: string;
  size_bytes: number;
}

/** What stands in the field of a question: numbers as they are typed, choices always as a list. */
export type FormAnswer = string | string[] | boolean | FormFile | null;
export type FormAnswers = Record<string, FormAnswer>;

const MOST_FILE_BYTES = 10_000_000;
const TYPES: Record<string, [mime: string, name: string]> = {
  pdf: ["application/pdf", "PDF"],
  png: ["image/png", "PNG"],
  jpg: ["image/jpeg", "JPEG"],
};
const MISSING: Record<Question["kind"], string> = {
  text: "Please answer this.",
  choice: "Please choose.",
  number: "Please enter a number.",
  date: "Please enter a date.",
  file: "Please choose a file.",
  consent: "Please agree to this to book.",
};

function isFile(answer: FormAnswer | undefined): answer is FormFile {
  return typeof answer === "object" && answer !== null && !Array.isArray(answer);
}

/** What was answered so far, as it stands in the fields. */
export function formAnswers(answers: Answer[]): FormAnswers {
  const found: FormAnswers = {};
  for (const { question_id, value, file } of answers) {
    if (question_id) found[question_id] = file ? { ...file, token: null } : inField(value);
  }
  return found;
}

function inField(value: unknown): FormAnswer {
  if (typeof value === "number") return String(value);
  return typeof value === "string" || typeof value === "boolean" || Array.isArray(value)
    ? value
    : null;
}

function isGiven(answer: FormAnswer | undefined): boolean {
  if (typeof answer === "string") return answer.trim() !== "";
  if (Array.isArray(answer)) return answer.length > 0;
  return !!answer;
}

/** The answers as they are sent; a file that is kept is not named. */
export function wireAnswers(questions: Question[], form: FormAnswers): Record<string, unknown> {
  const sent: Record<string, unknown> = {};
  for (const { id, kind } of questions) {
    const answer = form[id];
    if (!isGiven(answer)) sent[id] = null;
    else if (isFile(answer)) {
      if (answer.token) sent[id] = answer.token;
    } else if (kind === "number") {
      const number = numberOf(answer);
      sent[id] = Number.isNaN(number) ? answer : number;
    } else sent[id] = answer;
  }
  return sent;
}

const numberOf = (answer: FormAnswer | undefined) =>
  Number(String(answer).trim().replace(",", "."));

/** 29 March 2026, as the server writes it. */
const dayInWords = (day: string) => dayText(day, "en-GB", "full").replace(/^\w+,? /, "");

type Check = (text: string, limits: Question["limits"]) => string | null;

/** What the server would say of an answer beyond its limits, before it is sent. */
const BEYOND: Partial<Record<Question["kind"], Check>> = {
  number: (text, { is_whole, min, max }) => {
    const number = numberOf(text);
    if (Number.isNaN(number)) return MISSING.number;
    if (is_whole && !Number.isInteger(number)) return "Please enter a whole number.";
    if (min !== undefined && number < min) return `Please enter ${min} or more.`;
    return max !== undefined && number > max ? `Please enter ${max} or less.` : null;
  },
  date: (day, { earliest, latest }) => {
    if (earliest && day < earliest) return `Please enter ${dayInWords(earliest)} or a later date.`;
    return latest && day > latest ? `Please enter ${dayInWords(latest)} or an earlier date.` : null;
  },
  text: (text, { min_length: least = 0 }) =>
    text.trim().length < least ? `Please write at least ${least} characters.` : null,
};

/** What is missing where it is required, or beyond what the question takes, each with what to say beside it. */
export function wrongAnswers(
  questions: Question[],
  form: FormAnswers,
  isComplete = true,
): Record<string, string> {
  const wrong = questions.flatMap(({ id, kind, is_required, limits }): [string, string][] => {
    if (!isGiven(form[id])) return isComplete && is_required ? [[id, MISSING[kind]]] : [];
    const why = BEYOND[kind]?.(String(form[id]), limits);
    return why ? [[id, why]] : [];
  });
  return Object.fromEntries(wrong);
}

/** What the server refused, by question: of "answers.id" the id. */
export function refusedAnswers(fields: Record<string, string>): Record<string, string> {
  const own = Object.entries(fields).filter(([path]) => path.startsWith("answers."));
  return Object.fromEntries(
    own.map(([path, sentence]) => [path.slice("answers.".length), sentence]),
  );
}

/** A given answer in words; files are shown by their name. */
export function answerText({ kind, value, file }: Answer, locale: string): string {
  if (file) return file.name;
  if (kind === "consent") return "Agreed";
  if (kind === "date" && typeof value === "string") {
    return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(
      new Date(`${value}T00:00:00Z`),
    );
  }
  if (typeof value === "number") return new Intl.NumberFormat(locale).format(value);
  return Array.isArray(value) ? value.join(", ") : String(value ?? "");
}

/** The types of files that a question takes, for the input and for people. */
export function fileTypes({ limits }: Question): { accept: string; names: string } {
  const types = (limits.types ?? Object.keys(TYPES)).flatMap((each) => {
    const known = TYPES[each];
    return known ? [known] : [];
  });
  return {
    accept: types.map(([mime]) => mime).join(","),
    names: types
      .map(([, name]) => name)
      .join(", ")
      .replace(/, (?=[^,]*$)/, " or "),
  };
}

export function mostBytes({ limits }: Question): number {
  return limits.most_bytes ?? MOST_FILE_BYTES;
}

/** Sends the file of an answer, through our own server: visitors get no address of the storage. */
export function useAnswerUpload(
  question: Question,
  locale: string,
  onSent: (file: FormFile) => void,
): Upload {
  const most = mostBytes(question);
  return useUpload<FormFile>({
    refuse: ({ size }) =>
      size > most ? `This file is larger than ${bytesText(most, locale)}.` : null,
    send: (file, how) => {
      const body = new FormData();
      body.append("file", file);
      return postFile<IntakeFileSent>(getUploadIntakeFileUrl(question.id), body, how);
    },
    onSent,
  });
}
