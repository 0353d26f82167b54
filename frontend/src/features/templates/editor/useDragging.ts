import { type PointerEvent, useRef, useState } from "react";
import type { Box } from "../../../ui/document/placing";
import { type Boxes, clamp, type Handle, resized, touchedBy } from "./places";
import { around, type Guide, snapOf } from "./snapping";
import type { Editor, Point } from "./useEditor";

const SNAP_PX = 5;
const STILL_PX = 3;

interface Page {
  index: number;
  rect: DOMRect;
}

type Drag =
  | { act: "move"; from: Point; client: { x: number; y: number }; boxes: Boxes; page: number }
  | {
      act: "resize";
      handle: Handle;
      key: string;
      box: Box;
      page: Page;
      client: { x: number; y: number };
    }
  | { act: "marquee"; page: Page; from: Point; kept: readonly string[] };

function pageUnder(x: number, y: number, near?: Element | null): Page | null {
  const element = near ?? document.elementFromPoint(x, y);
  const page = element?.closest<HTMLElement>("[data-page]");
  return page ? { index: Number(page.dataset.page), rect: page.getBoundingClientRect() } : null;
}

function pointIn({ index, rect }: Page, event: { clientX: number; clientY: number }): Point {
  return {
    page: index,
    x: (event.clientX - rect.left) / rect.width,
    y: (event.clientY - rect.top) / rect.height,
  };
}

/** The point of a page that lies under the pointer. */
export function pagePoint(event: { clientX: number; clientY: number }): Point | null {
  const page = pageUnder(event.clientX, event.clientY);
  return page && pointIn(page, event);
}

/** Moving, resizing, selecting by a rectangle and placing, all with one pointer. */
export function useDragging(editor: Editor) {
  const drag = useRef<Drag | null>(null);
  const hasMoved = useRef(false);
  const [live, setLive] = useState<Boxes | null>(null);
  const [guides, setGuides] = useState<Guide[]>([]);
  const [marquee, setMarquee] = useState<Box | null>(null);

  const begin = (event: PointerEvent<HTMLElement>): Drag | null => {
    const target = event.target as HTMLElement;
    const page = pageUnder(event.clientX, event.clientY, target);
    if (!page) return null;
    const client = { x: event.clientX, y: event.clientY };
    const key = target.closest<HTMLElement>("[data-place]")?.dataset.place;
    const handle = target.closest<HTMLElement>("[data-handle]")?.dataset.handle;
    const place = editor.places.find((each) => each.key === key);
    if (!place) {
      const kept = event.shiftKey ? editor.selected : [];
      editor.select(kept);
      return { act: "marquee", page, from: pointIn(page, event), kept };
    }
    if (handle) {
      return { act: "resize", handle: handle as Handle, key: place.key, box: place, page, client };
    }
    const selected = selectionAfter(editor.selected, place.key, event.shiftKey);
    editor.select(selected);
    const boxes = boxesOn(page.index, editor.places, selected);
    return { act: "move", from: pointIn(page, event), client, boxes, page: page.index };
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    if (editor.tool) {
      const at = pagePoint(event);
      if (at) editor.place(editor.tool, at);
      event.preventDefault();
      return;
    }
    // A finger on bare paper scrolls; on a field it drags.
    const isOnField = (event.target as HTMLElement).closest("[data-place]");
    if (event.pointerType === "touch" && !isOnField) {
      editor.select([]);
      return;
    }
    drag.current = begin(event);
    hasMoved.current = false;
    if (drag.current) event.currentTarget.setPointerCapture(event.pointerId);
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const now = drag.current;
    if (!now) return;
    if (!hasMoved.current && now.act !== "marquee" && isStill(now.client, event)) return;
    hasMoved.current = true;
    if (now.act === "marquee") return setMarquee(between(now.from, pointIn(now.page, event)));
    if (now.act === "resize") return setLive(resizing(now, event, editor));
    const moved = moving(now, event, editor);
    if (!moved) return;
    setLive(moved.boxes);
    setGuides(moved.guides);
  };

  const onPointerUp = () => {
    const now = drag.current;
    drag.current = null;
    if (now?.act === "marquee" && marquee) {
      editor.select([...new Set([...now.kept, ...touchedBy(editor.places, marquee)])]);
    }
    if (live) editor.moveTo(live);
    setLive(null);
    setGuides([]);
    setMarquee(null);
  };

  return {
    live,
    guides,
    marquee,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp },
  };
}

function selectionAfter(selected: readonly string[], key: string, isAdding: boolean) {
  if (!isAdding) return selected.includes(key) ? selected : [key];
  return selected.includes(key) ? selected.filter((each) => each !== key) : [...selected, key];
}

function boxesOn(page: number, places: Editor["places"], keys: readonly string[]): Boxes {
  return new Map(
    places
      .filter((place) => keys.includes(place.key) && place.page === page)
      .map((place) => [place.key, place as Box]),
  );
}

function isStill(from: { x: number; y: number }, event: PointerEvent): boolean {
  return Math.abs(event.clientX - from.x) + Math.abs(event.clientY - from.y) < STILL_PX;
}

function between(a: Point, b: Point): Box {
  const [left, right] = [clamp(Math.min(a.x, b.x), 0, 1), clamp(Math.max(a.x, b.x), 0, 1)];
  const [top, bottom] = [clamp(Math.min(a.y, b.y), 0, 1), clamp(Math.max(a.y, b.y), 0, 1)];
  return { page: a.page, x: left, y: top, w: right - left, h: bottom - top };
}

function resizing(
  { handle, key, box, page, client }: Extract<Drag, { act: "resize" }>,
  event: PointerEvent,
  editor: Editor,
): Boxes {
  const by = {
    dx: (event.clientX - client.x) / page.rect.width,
    dy: (event.clientY - client.y) / page.rect.height,
  };
  const frame = editor.frames[page.index];
  return frame ? new Map([[key, resized(box, handle, by, frame)]]) : new Map();
}

/** Where they are now, on whichever page the pointer is over, snapped unless Alt is held. */
function moving(
  { from, boxes, page }: Extract<Drag, { act: "move" }>,
  event: PointerEvent,
  editor: Editor,
): { boxes: Boxes; guides: Guide[] } | null {
  const over =
    document
      .elementsFromPoint(event.clientX, event.clientY)
      .map((element) => element.closest<HTMLElement>("[data-page]"))
      .find((element) => element !== null) ??
    document.querySelector<HTMLElement>(`[data-page="${page}"]`);
  if (!over || boxes.size === 0) return null;
  const to: Page = { index: Number(over.dataset.page), rect: over.getBoundingClientRect() };
  const start = editor.frames[page];
  const end = editor.frames[to.index];
  if (!start || !end) return null;
  const at = pointIn(to, event);
  const group = around([...boxes.values()]);
  // Sizes are of paper: on a page of another size they are other shares of it.
  const ratio = { x: start.width_pt / end.width_pt, y: start.height_pt / end.height_pt };
  const whole: Box = {
    page: to.index,
    x: at.x - (from.x - group.x) * ratio.x,
    y: at.y - (from.y - group.y) * ratio.y,
    w: group.w * ratio.x,
    h: group.h * ratio.y,
  };
  const others = editor.places.filter(({ key }) => !boxes.has(key));
  const reach = { x: SNAP_PX / to.rect.width, y: SNAP_PX / to.rect.height };
  const snap = event.altKey ? { dx: 0, dy: 0, guides: [] } : snapOf(whole, others, reach);
  const x = clamp(whole.x + snap.dx, 0, Math.max(0, 1 - whole.w));
  const y = clamp(whole.y + snap.dy, 0, Math.max(0, 1 - whole.h));
  const moved = [...boxes].map(([key, box]): [string, Box] => [
    key,
    {
      page: to.index,
      x: x + (box.x - group.x) * ratio.x,
      y: y + (box.y - group.y) * ratio.y,
      w: box.w * ratio.x,
      h: box.h * ratio.y,
    },
  ]);
  return { boxes: new Map(moved), guides: snap.guides };
}
