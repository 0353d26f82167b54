import { useCallback, useEffect, useRef, useState } from "react";

export interface Loaded<T> {
  data: T | null;
  error: unknown;
  isLoading: boolean;
  reload: () => void;
}

interface Answer<T> {
  key: string;
  data: T | null;
  error: unknown;
}

/**
 * Loads by key, for the light pages that carry no query library. A reload keeps the old data on
 * screen; an answer that comes after the key changed is dropped.
 */
export function useLoad<T>(
  key: string | null,
  load: (signal: AbortSignal) => Promise<T>,
): Loaded<T> {
  const [answer, setAnswer] = useState<Answer<T> | null>(null);
  const [attempt, setAttempt] = useState(0);
  const latest = useRef(load);
  latest.current = load;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt loads the same key again
  useEffect(() => {
    if (key === null) return;
    const abort = new AbortController();
    latest.current(abort.signal).then(
      (data) => !abort.signal.aborted && setAnswer({ key, data, error: null }),
      (error) =>
        !abort.signal.aborted &&
        setAnswer((old) => ({ key, data: old?.key === key ? old.data : null, error })),
    );
    return () => abort.abort();
  }, [key, attempt]);

  const current = answer?.key === key ? answer : null;
  return {
    data: current?.data ?? null,
    error: current?.error ?? null,
    isLoading: key !== null && !current,
    reload: useCallback(() => setAttempt((count) => count + 1), []),
  };
}
