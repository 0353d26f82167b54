import { type KeyboardEvent, type Ref, useMemo, useRef, useState } from "react";
import { type DocumentHandle, DocumentView } from "../../../ui/document/DocumentView";
import type { Zoom } from "../../../ui/document/zoom";
import { FieldFace } from "../../../ui/fields/FieldFace";
import { roleColor } from "../../../ui/fields/roleColors";
import classes from "./Editor.module.css";
import { EditorField } from "./EditorField";
import { withBoxes } from "./places";
import { useDragging } from "./useDragging";
import type { Editor } from "./useEditor";

interface CanvasProps {
  editor: Editor;
  url: string | null;
  zoom: Zoom;
  /** Seen as the signer of this role; nothing moves then. */
  seenBy: string | null;
  label: string;
  handle: Ref<DocumentHandle>;
  onKeyDown: (event: KeyboardEvent) => void;
  onPage: (page: number) => void;
  onRetry: () => void;
}

/** The pages with their fields: to arrange them, or to see them as a signer will. */
export function Canvas(props: CanvasProps) {
  const { editor, zoom, seenBy, onKeyDown } = props;
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const dragging = useDragging(editor);
  const surface = useRef<HTMLDivElement>(null);
  const { live } = dragging;
  const fields = useMemo(
    () => (live ? withBoxes(editor.fields, live) : editor.fields),
    [editor.fields, live],
  );
  const isArranging = seenBy === null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys act on whatever is focused within
    <div
      className={classes.paper}
      ref={setScroller}
      onKeyDown={isArranging ? onKeyDown : undefined}
    >
      <div
        className={classes.surface}
        ref={surface}
        data-placing={editor.tool ? "" : undefined}
        {...(isArranging ? dragging.handlers : {})}
      >
        <DocumentView
          url={props.url}
          frames={editor.frames}
          fields={fields}
          zoom={zoom}
          scroller={scroller}
          label={props.label}
          handle={props.handle}
          onPageVisible={props.onPage}
          onRetry={props.onRetry}
          renderField={(field, place, size) =>
            isArranging ? (
              <EditorField
                editor={editor}
                field={field}
                place={place}
                size={size}
                scale={zoom.scale}
              />
            ) : (
              <FieldFace
                field={field}
                place={place}
                size={size}
                scale={zoom.scale}
                color={roleColor(editor.roles, field.role)}
                isFaint={field.role !== seenBy && field.type !== "note"}
              />
            )
          }
          renderOverPage={(page) => (
            <>
              {dragging.guides
                .filter((guide) => guide.page === page)
                .map(({ axis, at }) => (
                  <span
                    key={axis}
                    className={classes.guide}
                    data-axis={axis}
                    style={{ [axis === "x" ? "left" : "top"]: `${at * 100}%` }}
                  />
                ))}
              {dragging.marquee?.page === page && (
                <span
                  className={classes.marquee}
                  style={{
                    left: `${dragging.marquee.x * 100}%`,
                    top: `${dragging.marquee.y * 100}%`,
                    width: `${dragging.marquee.w * 100}%`,
                    height: `${dragging.marquee.h * 100}%`,
                  }}
                />
              )}
            </>
          )}
        />
      </div>
    </div>
  );
}
