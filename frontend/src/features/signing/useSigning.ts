import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { getSigning, saveSigningValue } from "../../api/generated/api";
import type { Signing } from "../../api/generated/api.schemas";
import { isProblem } from "../../api/problem";
import { useLoad } from "../../lib/useLoad";
import type { Values } from "./answering";
import { AnswerQueue, type Saved } from "./answerQueue";
import { useUnsaved } from "./useUnsaved";
import type { Value } from "./view";

export interface Answers {
  values: Values;
  overall: ReturnType<AnswerQueue["overall"]>;
  savedOf: (fieldId: string) => Saved | null;
  /** The answer cannot stay as it is, and the signer was told so. */
  isRefused: (fieldId: string) => boolean;
  /** Keeps the answer at once and sends it; `isFinal` when nobody is still typing. */
  answer: (fieldId: string, value: Value, isFinal?: boolean) => void;
  /** Keeps what cannot be right yet, and sends it with what is left at the end; `complaint` is what
   * the signer was told. */
  hold: (fieldId: string, value: Value, complaint?: string) => void;
  /** Sends the answer now; true once it is heard, unless it is refused. */
  heard: (fieldId: string) => Promise<boolean>;
  /** Sends what is left; true once all has been heard, saved or refused. */
  settled: () => Promise<boolean>;
  /** The newest version of the signer that this page has seen. */
  version: () => number;
}

export interface SigningSession {
  token: string;
  view: Signing | null;
  error: unknown;
  /** Fetches the view anew, keeping the old one on screen meanwhile. */
  reload: () => void;
  /** Takes the view that an act has answered with. */
  show: (view: Signing) => void;
  answers: Answers;
  /** A picture or file that was just sent: the view that is on screen does not know it. */
  keepImage: (id: string, url: string) => void;
  keepFile: (id: string, file: { name: string; size_bytes: number }) => void;
}

type Images = Record<string, string>;
type Files = Record<string, { name: string; size_bytes: number }>;

/** All that the page knows of one signer's link, and the answers on their way. */
export function useSigning(token: string): SigningSession {
  const loaded = useLoad(token, (signal) => getSigning(token, { signal }));
  const [acted, setActed] = useState<Signing | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a fresh answer replaces what an act answered
  useEffect(() => setActed(null), [loaded.data]);
  const [images, setImages] = useState<Images>({});
  const [files, setFiles] = useState<Files>({});
  const bare = acted ?? loaded.data;
  const view = useMemo(
    () =>
      bare && {
        ...bare,
        images: { ...bare.images, ...images },
        files: { ...bare.files, ...files },
      },
    [bare, images, files],
  );
  const isGone = isProblem(loaded.error, "unknown-link");
  const answers = useAnswers(token, bare, isGone, loaded.reload);
  return {
    token,
    view,
    // A link that was replaced takes the page with it: nothing more is saved from here.
    error: view && !isGone ? null : loaded.error,
    reload: loaded.reload,
    show: setActed,
    answers,
    keepImage: useCallback((id, url) => setImages((old) => ({ ...old, [id]: url })), []),
    keepFile: useCallback((id, file) => setFiles((old) => ({ ...old, [id]: file })), []),
  };
}

function useAnswers(
  token: string,
  view: Signing | null,
  isGone: boolean,
  reload: () => void,
): Answers {
  const [given, setGiven] = useState<Record<string, Value>>({});
  const [turn, setTurn] = useState(0);
  const latest = useRef(reload);
  latest.current = reload;
  const newest = useRef(0);
  newest.current = Math.max(newest.current, view?.signer.version ?? 0);
  const queue = useMemo(
    () =>
      new AnswerQueue({
        send: async (fieldId, value) => {
          const { version } = await saveSigningValue(token, fieldId, { value });
          newest.current = Math.max(newest.current, version);
        },
        onChange: () => setTurn((count) => count + 1),
        onClosed: () => latest.current(),
      }),
    [token],
  );

  useEffect(() => {
    const hurry = () => queue.hurry();
    const warn = (event: BeforeUnloadEvent) => {
      if (Object.keys(queue.unsaved()).length > 0) event.preventDefault();
    };
    const hide = () => document.visibilityState === "hidden" && queue.hurry();
    window.addEventListener("online", hurry);
    window.addEventListener("beforeunload", warn);
    document.addEventListener("visibilitychange", hide);
    return () => {
      window.removeEventListener("online", hurry);
      window.removeEventListener("beforeunload", warn);
      document.removeEventListener("visibilitychange", hide);
      queue.close();
    };
  }, [queue]);

  // What could not be sent before the code was entered, a signature too.
  const mayWrite = !!view?.can_sign;
  useEffect(() => {
    if (mayWrite) queue.hurry();
  }, [mayWrite, queue]);

  // The server's word counts, except for what it has not heard yet.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new view takes back what was given
  useEffect(() => setGiven(queue.unsaved()), [view]);

  const values = useMemo(
    () => ({ ...startingValues(view), ...(view?.values as Values | undefined), ...given }),
    [view, given],
  );
  const answer = useCallback(
    (fieldId: string, value: Value, isFinal = true) => {
      setGiven((old) => ({ ...old, [fieldId]: value }));
      queue.answer(fieldId, value, isFinal);
    },
    [queue],
  );
  const hold = useCallback(
    (fieldId: string, value: Value, complaint?: string) => {
      setGiven((old) => ({ ...old, [fieldId]: value }));
      queue.hold(fieldId, value, complaint ?? null);
    },
    [queue],
  );
  useUnsaved({ view, isGone, unsaved: () => queue.unsaved(), turn, answer });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the queue's state changes with `turn`
  return useMemo(
    () => ({
      values,
      overall: queue.overall(),
      savedOf: (fieldId) => queue.savedOf(fieldId),
      isRefused: (fieldId) => queue.isRefused(fieldId),
      answer,
      hold,
      heard: (fieldId) => queue.heard(fieldId),
      settled: () => queue.settled(),
      version: () => newest.current,
    }),
    [values, answer, queue, turn],
  );
}

/** The signer's own name stands in its fields before anybody has typed. */
function startingValues(view: Signing | null): Values {
  const names = view?.fields?.filter(({ type, is_mine }) => type === "name" && is_mine) ?? [];
  return Object.fromEntries(names.map(({ id }) => [id, view?.signer.name ?? null]));
}
