import { ProblemError } from "../../api/problem";
import type { Value } from "./view";

/** How an answer stands: `typing` while it cannot be right yet, with a sentence once that was told;
 * `waiting` for the network, `refused` with a sentence. */
export type SaveState = "typing" | "saving" | "saved" | "waiting" | "refused";

export interface Saved {
  state: SaveState;
  message: string | null;
}

interface Entry extends Saved {
  value: Value;
  isSending: boolean;
  /** Typed on while the last one was on its way. */
  isChanged: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
  failures: number;
}

interface Outside {
  send: (fieldId: string, value: Value) => Promise<unknown>;
  onChange: () => void;
  /** The contract takes no more answers: somebody voided it, or signed elsewhere. */
  onClosed: (problem: ProblemError) => void;
}

const TYPING_MS = 700;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 15_000;
/** Whoever gets these may try the same again later. */
const PASSING = ["offline", "unreadable", "unknown", "unavailable", "internal", "contended"];
export const CLOSED = [
  "not-your-turn",
  "already-signed",
  "declined",
  "voided",
  "expired",
  "completed",
  "verification-required",
  "view-only",
  "unknown-link",
];

/** Sends each answer by itself, the last word of each field last, until it has arrived. */
export class AnswerQueue {
  private readonly entries = new Map<string, Entry>();
  private waiting: (() => void)[] = [];

  constructor(private readonly outside: Outside) {}

  /** Waits a moment for more letters, unless `isFinal`. */
  answer(fieldId: string, value: Value, isFinal: boolean): void {
    const entry = this.entries.get(fieldId) ?? this.begin(fieldId);
    Object.assign(entry, { value, state: "saving", message: null, isChanged: true, failures: 0 });
    this.plan(fieldId, entry, isFinal ? 0 : TYPING_MS);
    this.outside.onChange();
  }

  /** Keeps what cannot be right yet, and does not send it before somebody is done with it;
   * `complaint` is what they were told. */
  hold(fieldId: string, value: Value, complaint: string | null): void {
    const entry = this.entries.get(fieldId) ?? this.begin(fieldId);
    clearTimeout(entry.timer);
    Object.assign(entry, {
      value,
      state: "typing",
      message: complaint,
      isChanged: true,
      failures: 0,
    });
    this.outside.onChange();
  }

  /** What was typed is sent now, and what waits for the network is tried again. */
  hurry(): void {
    for (const [fieldId, entry] of this.entries) {
      if (!entry.isChanged || entry.state === "typing") continue;
      entry.state = "saving";
      if (!entry.isSending) this.plan(fieldId, entry, 0);
    }
  }

  /** Sends the field's answer now, and resolves once the server has said something to it, or could
   * not be reached: true unless it is refused. */
  async heard(fieldId: string): Promise<boolean> {
    const entry = this.entries.get(fieldId);
    if (entry?.isChanged && !entry.isSending && entry.state === "saving") {
      this.plan(fieldId, entry, 0);
    }
    while (entry?.state === "saving") {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    return entry?.state !== "refused";
  }

  /** Sends everything, also what cannot be right, and resolves once nothing is on its way: true
   * when all has been heard, saved or refused. */
  async settled(): Promise<boolean> {
    for (const entry of this.entries.values()) {
      if (entry.state === "typing") entry.state = "saving";
    }
    this.hurry();
    while ([...this.entries.values()].some(({ state }) => state === "saving")) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    return [...this.entries.values()].every(({ state }) => state !== "waiting");
  }

  savedOf(fieldId: string): Saved | null {
    const entry = this.entries.get(fieldId);
    return entry ? { state: entry.state, message: entry.message } : null;
  }

  /** By the server, or here before it was sent. */
  isRefused(fieldId: string): boolean {
    const entry = this.entries.get(fieldId);
    return !!entry && isTold(entry);
  }

  /** What is not saved yet, by field: it outlives a fresh view from the server. */
  unsaved(): Record<string, Value> {
    const open = [...this.entries].filter(([, { state }]) => state !== "saved");
    return Object.fromEntries(open.map(([fieldId, { value }]) => [fieldId, value]));
  }

  /** The worst of all: what the page says in its head, which is nothing while somebody types. */
  overall(): Exclude<SaveState, "typing"> | null {
    const states = [...this.entries.values()].map((entry) =>
      isTold(entry) ? "refused" : entry.state,
    );
    const ranked: SaveState[] = ["waiting", "refused", "saving", "typing", "saved"];
    const worst = ranked.find((state) => states.includes(state)) ?? null;
    return worst === "typing" ? null : worst;
  }

  close(): void {
    for (const entry of this.entries.values()) clearTimeout(entry.timer);
  }

  private begin(fieldId: string): Entry {
    const entry: Entry = {
      value: null,
      state: "saving",
      message: null,
      isSending: false,
      isChanged: false,
      timer: undefined,
      failures: 0,
    };
    this.entries.set(fieldId, entry);
    return entry;
  }

  private plan(fieldId: string, entry: Entry, afterMs: number): void {
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => void this.send(fieldId, entry), afterMs);
  }

  private async send(fieldId: string, entry: Entry): Promise<void> {
    if (entry.isSending) return;
    entry.isSending = true;
    entry.isChanged = false;
    try {
      await this.outside.send(fieldId, entry.value);
      if (!entry.isChanged) entry.state = "saved";
    } catch (error) {
      this.fail(fieldId, entry, error);
    } finally {
      entry.isSending = false;
    }
    // A newer word was typed meanwhile.
    if (entry.isChanged && entry.state === "saving") this.plan(fieldId, entry, 0);
    this.outside.onChange();
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  private fail(fieldId: string, entry: Entry, error: unknown): void {
    const problem = error instanceof ProblemError ? error : null;
    const retryAfter = problem?.retryAfterSeconds ?? null;
    if (!problem || retryAfter !== null || PASSING.includes(problem.slug)) {
      if (entry.state === "typing") return;
      entry.isChanged = true;
      entry.state = "waiting";
      entry.failures += 1;
      const backoff = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (entry.failures - 1));
      this.plan(fieldId, entry, retryAfter ? retryAfter * 1000 : backoff);
    } else if (CLOSED.includes(problem.slug)) {
      // Once the code is entered it can be sent again.
      const isLater = problem.slug === "verification-required";
      entry.state = isLater ? "waiting" : "saved";
      entry.isChanged ||= isLater;
      this.outside.onClosed(problem);
    } else if (!entry.isChanged) {
      entry.state = "refused";
      entry.message = Object.values(problem.fields)[0] ?? problem.message;
    }
  }
}

function isTold({ state, message }: Saved): boolean {
  return state === "refused" || (state === "typing" && message !== null);
}
