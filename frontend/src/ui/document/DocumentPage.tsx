import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from "react";
import { useSay } from "../words";
import classes from "./Document.module.css";
import { drawPage, layText, type OpenedDocument } from "./engine";
import type { Size } from "./placing";

interface DocumentPageProps {
  opened: OpenedDocument | null;
  /** From 0. */
  index: number;
  count: number;
  size: Size;
  /** Whether it is in view or nearly so; others give their memory back. */
  isNear: boolean;
  children: ReactNode;
}

/** One page: its picture, its words, and over them what stands on it. */
export function DocumentPage(props: DocumentPageProps) {
  const { index, count, size, isNear, children } = props;
  const drawing = useDrawing(props);
  const say = useSay();
  const style: CSSProperties & Record<`--${string}`, number | string> = {
    width: size.width,
    height: size.height,
    "--page-width": size.width,
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a page is a named group within the document
    <div
      className={classes.page}
      data-page={index}
      style={style}
      role="group"
      aria-label={say("Page {page} of {count}", { page: index + 1, count })}
    >
      <div ref={drawing.paper} className={classes.paper} aria-hidden="true" />
      {isNear && <div ref={drawing.words} className={classes.words} />}
      {drawing.state === "waiting" && isNear && (
        <div className={classes.skeleton} aria-hidden="true" />
      )}
      {drawing.state === "failed" && (
        <div className={classes.pageFailed} role="alert">
          <p>{say("Page {page} could not be drawn.", { page: index + 1 })}</p>
          <button type="button" onClick={drawing.retry}>
            {say("Try again")}
          </button>
        </div>
      )}
      <div className={classes.overlay}>{children}</div>
    </div>
  );
}

type DrawingState = "waiting" | "drawn" | "failed";

function useDrawing({ opened, index, size, isNear }: DocumentPageProps) {
  const paper = useRef<HTMLDivElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<DrawingState>("waiting");
  const [attempt, setAttempt] = useState(0);
  const width = Math.round(size.width);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt draws the same again
  useEffect(() => {
    if (!opened || !isNear || width < 1) return;
    const abort = new AbortController();
    const draw = async () => {
      const page = await opened.getPage(index + 1);
      if (abort.signal.aborted) return;
      const canvas = await drawPage(page, width, abort.signal);
      if (abort.signal.aborted) return;
      // The old picture stays, stretched, until the new one is whole.
      paper.current?.replaceChildren(canvas);
      setState("drawn");
    };
    draw().catch(() => !abort.signal.aborted && setState("failed"));
    return () => abort.abort();
  }, [opened, isNear, index, width, attempt]);

  useEffect(() => {
    if (!opened || !isNear) return;
    const abort = new AbortController();
    const lay = async () => {
      const page = await opened.getPage(index + 1);
      if (words.current) await layText(page, words.current, abort.signal);
    };
    // Without its words the page can still be seen and signed.
    lay().catch(() => {});
    return () => abort.abort();
  }, [opened, isNear, index]);

  useEffect(() => {
    if (isNear) return;
    paper.current?.replaceChildren();
    setState("waiting");
  }, [isNear]);

  const retry = () => {
    setState("waiting");
    setAttempt((count) => count + 1);
  };
  return { paper, words, state, retry };
}
