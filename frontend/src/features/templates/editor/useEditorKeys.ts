import { type KeyboardEvent, useCallback } from "react";
import { shifted } from "./places";
import type { Editor } from "./useEditor";

const STEPS: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const FAR = 10;

/** The keys of the editor: arrows move by a pixel, with Shift by ten. */
export function useEditorKeys(editor: Editor, scale: number, page: number) {
  return useCallback(
    (event: KeyboardEvent) => {
      const isDone =
        event.metaKey || event.ctrlKey ? command(event, editor, page) : plain(event, editor, scale);
      if (!isDone) return;
      event.preventDefault();
      event.stopPropagation();
      // The shell listens for the same keys on the document.
      event.nativeEvent.stopImmediatePropagation();
    },
    [editor, scale, page],
  );
}

function command(event: KeyboardEvent, editor: Editor, page: number): boolean {
  const acts: Record<string, () => void> = {
    a: () => editor.select(editor.places.map(({ key }) => key)),
    c: editor.copy,
    d: editor.duplicate,
    v: () => editor.paste(page),
    x: () => {
      editor.copy();
      editor.remove();
    },
    y: editor.history.redo,
    z: event.shiftKey ? editor.history.redo : editor.history.undo,
  };
  const act = acts[event.key.toLowerCase()];
  act?.();
  return !!act;
}

function plain(event: KeyboardEvent, editor: Editor, scale: number): boolean {
  if (event.key === "Escape" && (editor.tool || editor.selected.length > 0)) {
    editor.setTool(null);
    editor.select([]);
    return true;
  }
  if (editor.selected.length === 0) return false;
  if (event.key === "Delete" || event.key === "Backspace") {
    editor.remove();
    return true;
  }
  const step = STEPS[event.key];
  const frame = editor.frames[editor.chosenPlaces[0]?.page ?? 0];
  if (!step || !frame) return false;
  const pixels = event.shiftKey ? FAR : 1;
  editor.moveTo(
    shifted(
      editor.boxes(),
      (step[0] * pixels) / (frame.width_pt * scale),
      (step[1] * pixels) / (frame.height_pt * scale),
    ),
    "arrows",
  );
  return true;
}
