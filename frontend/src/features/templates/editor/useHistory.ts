import { useCallback, useRef, useState } from "react";

const MOST_STEPS = 200;
const JOIN_MS = 900;

interface Kept<T> {
  past: T[];
  present: T;
  future: T[];
}

export interface History<T> {
  present: T;
  /** A change; further ones of the same kind soon after are one step with it. */
  change: (next: T, kind?: string) => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
}

/** What is edited, with every step back and forth; says each change, taken back ones too. */
export function useHistory<T>(initial: T, onChange: (next: T) => void): History<T> {
  const [kept, setKept] = useState<Kept<T>>({ past: [], present: initial, future: [] });
  const current = useRef(kept);
  const last = useRef<{ kind: string | undefined; at: number }>({ kind: undefined, at: 0 });
  const told = useRef(onChange);
  told.current = onChange;

  const put = useCallback((next: Kept<T>) => {
    current.current = next;
    setKept(next);
    told.current(next.present);
  }, []);
  const change = useCallback(
    (next: T, kind?: string) => {
      const { past, present } = current.current;
      const now = Date.now();
      const joins =
        kind !== undefined && kind === last.current.kind && now - last.current.at < JOIN_MS;
      last.current = { kind, at: now };
      put({
        past: joins ? past : [...past, present].slice(-MOST_STEPS),
        present: next,
        future: [],
      });
    },
    [put],
  );
  const undo = useCallback(() => {
    const { past, present, future } = current.current;
    const before = past.at(-1);
    if (before === undefined) return;
    last.current = { kind: undefined, at: 0 };
    put({ past: past.slice(0, -1), present: before, future: [present, ...future] });
  }, [put]);
  const redo = useCallback(() => {
    const { past, present, future } = current.current;
    const [after, ...rest] = future;
    if (after === undefined) return;
    last.current = { kind: undefined, at: 0 };
    put({ past: [...past, present], present: after, future: rest });
  }, [put]);
  return {
    present: kept.present,
    change,
    undo,
    redo,
    canUndo: kept.past.length > 0,
    canRedo: kept.future.length > 0,
  };
}
