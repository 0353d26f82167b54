import { type PointerEvent, type RefObject, useState } from "react";

/** Dragging rows of a list by their handles, with a mouse, a pen or a finger. */
export function useRowDrag(
  list: RefObject<HTMLElement | null>,
  onMove: (from: number, to: number) => void,
) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [target, setTarget] = useState<number | null>(null);

  const rowAt = (y: number): number => {
    const rows = [...(list.current?.children ?? [])].map((row) => row.getBoundingClientRect());
    const at = rows.findIndex(({ bottom }) => y < bottom);
    return at < 0 ? rows.length - 1 : at;
  };
  const handleOf = (at: number) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      setDragged(at);
      setTarget(at);
    },
    onPointerMove: (event: PointerEvent) => {
      if (dragged === at) setTarget(rowAt(event.clientY));
    },
    onPointerUp: () => {
      if (dragged === at && target !== null) onMove(at, target);
      setDragged(null);
      setTarget(null);
    },
    onPointerCancel: () => {
      setDragged(null);
      setTarget(null);
    },
  });
  return { dragged, target, handleOf };
}

export type RowHandle = ReturnType<ReturnType<typeof useRowDrag>["handleOf"]>;
