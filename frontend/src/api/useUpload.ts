import { useEffect, useRef, useState } from "react";
import { isProblem, messageOf, ProblemError } from "./problem";
import type { Errand, Uploading } from "./upload";

interface UploadOptions<T> {
  send: (file: File, how: Uploading) => Promise<T>;
  onSent: (sent: T, file: File) => void;
  /** What to say of a file that need not be sent at all. */
  refuse?: (file: File) => string | null;
  /** What to show of an error; the server's own words without it. */
  sentenceOf?: (error: unknown) => string;
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
  /** Nothing is sent any more, and nothing is said of what went wrong. */
  stop: () => void;
  /** Goes on with the same file where it stopped; null when that would help nothing. */
  retry: (() => void) | null;
}

/** What may be otherwise the next time. */
const PASSING = [
  "offline",
  "storage-unreachable",
  "storage-refused",
  "link-expired",
  "nothing-uploaded",
  "upload-differs",
  "unavailable",
  "contended",
  "not-scanned",
  "too-many-attempts",
  "unreadable",
  "internal",
];

/** Sends one file: how far it is, a way to stop, and to try again without choosing it anew. */
export function useUpload<T>({
  send,
  onSent,
  refuse,
  sentenceOf = messageOf,
}: UploadOptions<T>): Upload {
  const [sending, setSending] = useState<Sending | null>(null);
  const [error, setError] = useState<unknown>(null);
  const last = useRef<{ file: File; errand: Errand } | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const run = async (file: File, errand: Errand) => {
    abort.current?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    abort.current = controller;
    const tell = (share: number, isWaiting = false) => {
      if (!signal.aborted) setSending({ name: file.name, share, isWaiting });
    };
    last.current = { file, errand };
    setError(null);
    const refusal = refuse?.(file) ?? null;
    if (refusal !== null) {
      setError(new ProblemError({ title: refusal }));
      return;
    }
    tell(0);
    try {
      const onLost = () => tell(0, true);
      const sent = await send(file, { signal, onProgress: tell, onLost, errand });
      if (!signal.aborted) onSent(sent, file);
    } catch (thrown) {
      if (!signal.aborted) setError(thrown);
    } finally {
      if (abort.current === controller) setSending(null);
    }
  };
  const again = () => last.current && void run(last.current.file, last.current.errand);
  return {
    sending,
    failure: error === null ? null : sentenceOf(error),
    start: (file) => void run(file, {}),
    stop: () => {
      abort.current?.abort();
      setError(null);
    },
    retry: isProblem(error, ...PASSING) ? again : null,
  };
}

const english = (sentence: string) => sentence;

/** What to show beside the bar. */
export function stageOf({ share, isWaiting }: Sending, say = english): string {
  if (isWaiting) return say("No connection. Trying again…");
  return share < 1 ? `${Math.round(share * 100)} %` : say("Checking the file…");
}
