import {
  type CSSProperties,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
} from "react";
import { useSay } from "../words";
import classes from "./Document.module.css";
import { DocumentPage } from "./DocumentPage";
import { type DocumentFailure, runsOn } from "./engine";
import { type Frame, type Place, type Placeable, placesOf, type Size } from "./placing";
import { sentenceBefore } from "./sentence";
import { useDocument } from "./useDocument";
import { usePagesInView } from "./usePagesInView";
import type { Zoom } from "./zoom";

export interface DocumentHandle {
  /** Brings the field to the middle of the view. */
  showField: (fieldId: string) => void;
  showPage: (page: number) => void;
  /** The words that the field's answer belongs to; none of a page that is a picture. */
  sentenceOf: (fieldId: string) => Promise<string>;
}

interface DocumentViewProps<F extends Placeable> {
  /** Null while the address is being asked for. */
  url: string | null;
  /** The displayed pages, so that they have their size before the file has come; should the file
   * have more (a sealed one ends with its certificate), these follow. */
  frames: readonly Frame[];
  fields: readonly F[];
  zoom: Zoom;
  /** What stands in a field's box; `size` is the box in CSS pixels. */
  renderField: (field: F, place: Place, size: Size) => ReactNode;
  /** What else lies over a page: guides, a marquee, a place to drop things. */
  renderOverPage?: (page: number, size: Size) => ReactNode;
  onPageVisible?: (page: number) => void;
  /** The file has come: its words can be asked for. */
  onOpened?: () => void;
  /** Called before a retry, when the address may have expired. */
  onRetry?: () => void;
  /** The element that scrolls, when the window does not. */
  scroller?: Element | null;
  label: string;
  handle?: Ref<DocumentHandle>;
}

const NOBODY = () => {};

/**
 * The one renderer of documents: pages one below the other, drawn when they come near, and each
 * field in its box, given in fractions of the page. Fields are there from the start, also on
 * pages that are not drawn, so that the keyboard reaches them in their order.
 */
export function DocumentView<F extends Placeable>(props: DocumentViewProps<F>) {
  const { url, fields, zoom, renderField, renderOverPage, label } = props;
  const pages = useRef<HTMLDivElement>(null);
  const { opened, more, failure, progress, retry } = useDocument(url, props.frames.length);
  const frames = useMemo(() => [...props.frames, ...more], [props.frames, more]);
  const near = usePagesInView(pages, {
    scroller: props.scroller,
    count: frames.length,
    onMostVisible: props.onPageVisible ?? NOBODY,
  });
  useImperativeHandle(props.handle, () => ({
    showField: (id) => show(pages.current, `[data-field="${CSS.escape(id)}"]`, "center"),
    showPage: (page) => show(pages.current, `[data-page="${page}"]`, "start"),
    sentenceOf: async (id) => {
      const place = fields.filter((field) => field.id === id).flatMap(placesOf)[0];
      if (!opened || !place) return "";
      const blanks = fields.flatMap(placesOf).filter(({ page }) => page === place.page);
      return sentenceBefore(await runsOn(await opened.getPage(place.page + 1)), place, blanks);
    },
  }));
  const { onOpened } = props;
  useEffect(() => {
    if (opened) onOpened?.();
  }, [opened, onOpened]);
  const retryAll = () => {
    props.onRetry?.();
    retry();
  };
  return (
    <section className={classes.document} ref={zoom.measured} aria-label={label}>
      {failure ? (
        <Failed failure={failure} onRetry={retryAll} />
      ) : (
        !opened && <Loading progress={progress} />
      )}
      <div className={classes.pages} ref={pages} aria-busy={!opened && !failure}>
        {frames.map((frame, index) => {
          const size = {
            width: frame.width_pt * zoom.scale,
            height: frame.height_pt * zoom.scale,
          };
          return (
            <DocumentPage
              // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
              key={index}
              opened={opened}
              index={index}
              count={frames.length}
              size={size}
              isNear={near.has(index)}
            >
              {fields.flatMap((field) =>
                placesOf(field)
                  .filter(({ page }) => page === index)
                  .map((place) => (
                    <div
                      key={place.key}
                      className={classes.field}
                      data-field={field.id}
                      style={boxStyle(place)}
                    >
                      {renderField(field, place, {
                        width: place.w * size.width,
                        height: place.h * size.height,
                      })}
                    </div>
                  )),
              )}
              {renderOverPage?.(index, size)}
            </DocumentPage>
          );
        })}
      </div>
    </section>
  );
}

function boxStyle({ x, y, w, h }: Place): CSSProperties {
  return {
    left: `${x * 100}%`,
    top: `${y * 100}%`,
    width: `${w * 100}%`,
    height: `${h * 100}%`,
  };
}

/** After the frame in which a changed zoom was laid out. */
function show(within: HTMLElement | null, selector: string, block: ScrollLogicalPosition): void {
  const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const behavior: ScrollBehavior = isCalm ? "auto" : "smooth";
  requestAnimationFrame(() =>
    requestAnimationFrame(() =>
      within?.querySelector(selector)?.scrollIntoView({ block, inline: "center", behavior }),
    ),
  );
}

const FAILURES: Record<DocumentFailure, string> = {
  unreachable: "The document did not load. Check the connection and try again.",
  unreadable: "This document cannot be shown. Please tell whoever sent it.",
};

function Failed({ failure, onRetry }: { failure: DocumentFailure; onRetry: () => void }) {
  const say = useSay();
  return (
    <div className={classes.failed} role="alert">
      <p>{say(FAILURES[failure])}</p>
      <button type="button" onClick={onRetry}>
        {say("Try again")}
      </button>
    </div>
  );
}

function Loading({ progress }: { progress: number }) {
  const say = useSay();
  return (
    <div className={classes.loading}>
      <progress aria-label={say("Loading the document")} max={1} value={progress || undefined} />
    </div>
  );
}
