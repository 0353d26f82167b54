import { useCallback, useEffect, useState } from "react";
import { DocumentError, type DocumentFailure, type OpenedDocument, openDocument } from "./engine";

export interface LoadedDocument {
  opened: OpenedDocument | null;
  failure: DocumentFailure | null;
  /** Between 0 and 1 while it comes. */
  progress: number;
  retry: () => void;
}

interface Answer {
  key: string;
  opened: OpenedDocument | null;
  failure: DocumentFailure | null;
}

/** The document at the address; null waits for one. Closes what it opened. */
export function useDocument(url: string | null): LoadedDocument {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [progress, setProgress] = useState(0);
  const [attempt, setAttempt] = useState(0);
  const key = `${attempt} ${url}`;

  useEffect(() => {
    if (url === null) return;
    const abort = new AbortController();
    setProgress(0);
    const settle = (opened: OpenedDocument | null, failure: DocumentFailure | null) =>
      !abort.signal.aborted && setAnswer({ key, opened, failure });
    openDocument(url, { signal: abort.signal, onProgress: setProgress }).then(
      (opened) => settle(opened, null),
      (error) => settle(null, error instanceof DocumentError ? error.failure : "unreadable"),
    );
    return () => abort.abort();
  }, [url, key]);

  const current = answer?.key === key ? answer : null;
  return {
    opened: current?.opened ?? null,
    failure: current?.failure ?? null,
    progress,
    retry: useCallback(() => setAttempt((count) => count + 1), []),
  };
}
