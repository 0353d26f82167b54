import { useEffect, useRef, useState } from "react";
import { isProblem, messageOf, ProblemError } from "./problem";
import type { Uploading } from "./upload";

interface UploadOptions<T> {
  send: (file: File, how: Uploading) => Promise<T>;
  onSent: (sent: T, file: File) => void;
  /** What to say of a file that need not be sent at all. */
  refuse?: (file: File) => string | null;
}

export interface Sending {
  name: string;
  /** Between 0 and 1. */
  share: number;
  /** The connection was lost; it is tried again by itself. */
  isWaiting: boolean;
}

export interface Upload {
  sending: Sending | null;
  failure: string | null;
  start: (file: File) => void;
  stop: () => void;
  /** Sends the same file again; null when that would help nothing. */
  retry: (() => void) | null;
}

/** How long after a lost connection it is tried again, each time longer. */
const WAITS_MS = [1_000, 3_000, 9_000];
const LOST = ["offline", "storage-unreachable"];
/** What may be otherwise the next time. */
const PASSING = [
  ...LOST,
  "storage-refused",
  "link-expired",
  "nothing-uploaded",
  "upload-differs",
  "unavailable",
  "not-scanned",
  "too-many-attempts",
  "unreadable",
  "internal",
];

/** Sends one file: how far it is, a way to stop, and to try again without choosing it anew. */
export function useUpload<T>({ send, onSent, refuse }: UploadOptions<T>): Upload {
  const [sending, setSending] = useState<Sending | null>(null);
  const [error, setError] = useState<unknown>(null);
  const file = useRef<File | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const start = async (chosen: File) => {
    abort.current?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    abort.current = controller;
    const tell = (share: number, isWaiting = false) => {
      if (!signal.aborted) setSending({ name: chosen.name, share, isWaiting });
    };
    file.current = chosen;
    setError(null);
    const refusal = refuse?.(chosen) ?? null;
    if (refusal !== null) {
      setError(new ProblemError({ title: refusal }));
      return;
    }
    tell(0);
    try {
      const once = () => send(chosen, { signal, onProgress: tell });
      const sent = await persistently(once, signal, () => tell(0, true));
      if (!signal.aborted) onSent(sent, chosen);
    } catch (thrown) {
      if (!signal.aborted) setError(thrown);
    } finally {
      if (abort.current === controller) setSending(null);
    }
  };
  const again = () => file.current && void start(file.current);
  return {
    sending,
    failure: error === null ? null : messageOf(error),
    start: (chosen) => void start(chosen),
    stop: () => abort.current?.abort(),
    retry: isProblem(error, ...PASSING) ? again : null,
  };
}

async function persistently<T>(
  once: () => Promise<T>,
  signal: AbortSignal,
  onLost: () => void,
): Promise<T> {
  for (const wait of WAITS_MS) {
    try {
      return await once();
    } catch (error) {
      if (!isProblem(error, ...LOST)) throw error;
      onLost();
      await pause(wait, signal);
    }
  }
  return once();
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/** What to show beside the bar. */
export function stageOf({ share, isWaiting }: Sending): string {
  if (isWaiting) return "No connection. Trying again…";
  return share < 1 ? `${Math.round(share * 100)} %` : "Checking the file…";
}
