import { useEffect, useMemo, useRef, useState } from "react";
import { isProblem } from "./problem";

/** "stale": somebody else changed it meanwhile, and nothing more is saved from here. */
export type SaveState = "saved" | "waiting" | "saving" | "failed" | "stale";

const WAIT_MS = 700;
const RETRY_MS = 4_000;
const WORTH_RETRYING = ["offline", "unavailable", "unreadable", "contended", "too-many-attempts"];

export interface Autosave<T> {
  state: SaveState;
  error: unknown;
  /** Remembers the change; it is sent with others when they pause. */
  push: (change: Partial<T>) => void;
  /** Sends what waits. True when nothing is left to save. */
  flush: () => Promise<boolean>;
  /** Forgets what could not be saved. */
  discard: () => void;
}

type Told = (state: SaveState, error?: unknown) => void;

/** Saves changes one after the other; later ones are joined while an earlier one is under way. */
class Autosaver<T extends object> {
  private waiting: Partial<T> | null = null;
  private running: Promise<boolean> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isStale = false;

  constructor(
    private readonly save: (change: Partial<T>) => Promise<void>,
    private readonly tell: Told,
  ) {}

  readonly push = (change: Partial<T>): void => {
    this.waiting = { ...this.waiting, ...change } as Partial<T>;
    if (this.isStale || this.running) return;
    this.tell("waiting");
    this.flushIn(WAIT_MS);
  };

  readonly flush = (): Promise<boolean> => {
    clearTimeout(this.timer);
    this.running ??= this.sendAll().finally(() => {
      this.running = null;
    });
    return this.running;
  };

  readonly discard = (): void => {
    clearTimeout(this.timer);
    this.waiting = null;
    this.isStale = false;
    this.tell("saved");
  };

  private flushIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.flush, ms);
  }

  private async sendAll(): Promise<boolean> {
    if (this.isStale) return false;
    while (this.waiting) {
      const change = this.waiting;
      this.waiting = null;
      this.tell("saving");
      try {
        await this.save(change);
      } catch (error) {
        this.keep(change, error);
        return false;
      }
    }
    this.tell("saved");
    return true;
  }

  private keep(change: Partial<T>, error: unknown): void {
    this.waiting = { ...change, ...this.waiting };
    this.isStale = isProblem(error, "stale");
    this.tell(this.isStale ? "stale" : "failed", error);
    if (isProblem(error, ...WORTH_RETRYING)) this.flushIn(RETRY_MS);
  }
}

/** What could not be sent is kept and sent again; leaving the page meanwhile asks first. */
export function useAutosave<T extends object>(
  save: (change: Partial<T>) => Promise<void>,
): Autosave<T> {
  const [{ state, error }, set] = useState<{ state: SaveState; error: unknown }>({
    state: "saved",
    error: null,
  });
  const latest = useRef(save);
  latest.current = save;
  const saver = useMemo(
    () =>
      new Autosaver<T>(
        (change) => latest.current(change),
        (next, problem = null) => set({ state: next, error: problem }),
      ),
    [],
  );
  useEffect(() => () => void saver.flush(), [saver]);
  useEffect(() => {
    if (state === "saved") return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [state]);
  return useMemo(
    () => ({ state, error, push: saver.push, flush: saver.flush, discard: saver.discard }),
    [state, error, saver],
  );
}
