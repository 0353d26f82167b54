import { useCallback, useEffect, useState } from "react";
import {
  DocumentError,
  type DocumentFailure,
  framesFrom,
  type OpenedDocument,
  openDocument,
} from "./engine";
import type { Frame } from "./placing";

const NO_PAGES: readonly Frame[] = [];

export interface LoadedDocument {
  opened: OpenedDocument | null;
  /** The pages beyond those that were known before. */
  more: readonly Frame[];
  failure: DocumentFailure | null;
  /** Between 0 and 1 while it comes. */
  progress: number;
  retry: () => void;
}

interface Answer {
  key: string;
  opened: OpenedDocument | null;
  more: readonly Frame[];
  failure: DocumentFailure | null;
}

/** The document at the address; null waits for one. Closes what it opened. */
export function useDocument(url: string | null, known: number): LoadedDocument {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [progress, setProgress] = useState(0);
  const [attempt, setAttempt] = useState(0);
  const key = `${attempt} ${url}`;

  useEffect(() => {
    if (url === null) return;
    const abort = new AbortController();
    setProgress(0);
    const settle = (answer: Omit<Answer, "key">) =>
      !abort.signal.aborted && setAnswer({ key, ...answer });
    const open = async () => {
      const opened = await openDocument(url, { signal: abort.signal, onProgress: setProgress });
      const more = await framesFrom(opened, known);
      settle({ opened, more, failure: null });
    };
    open().catch((error) => {
      const failure = error instanceof DocumentError ? error.failure : "unreadable";
      settle({ opened: null, more: NO_PAGES, failure });
    });
    return () => abort.abort();
  }, [url, key, known]);

  const current = answer?.key === key ? answer : null;
  return {
    opened: current?.opened ?? null,
    more: current?.more ?? NO_PAGES,
    failure: current?.failure ?? null,
    progress,
    retry: useCallback(() => setAttempt((count) => count + 1), []),
  };
}
