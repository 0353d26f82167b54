import { type RefObject, useEffect, useRef, useState } from "react";

/** Pages this far away, in heights of the view, are drawn already. */
const NEAR = "100% 0px";
const SHARES = [0, 0.1, 0.25, 0.5, 0.75, 1];

interface Watching {
  /** The element that scrolls; null when the window does. */
  scroller?: Element | null;
  /** How many pages there are, so that new ones are watched too. */
  count: number;
  onMostVisible: (page: number) => void;
}

function pageOf(element: Element): number {
  return Number((element as HTMLElement).dataset.page);
}

/** The pages that are in view or nearly so; says which one fills most of it. */
export function usePagesInView(
  pages: RefObject<HTMLElement | null>,
  { scroller = null, count, onMostVisible }: Watching,
): ReadonlySet<number> {
  const [near, setNear] = useState<ReadonlySet<number>>(new Set());
  const told = useRef(onMostVisible);
  told.current = onMostVisible;

  useEffect(() => {
    const elements = pages.current?.querySelectorAll("[data-page]") ?? [];
    if (count === 0) return;
    const heights = new Map<number, number>();
    let latest = -1;
    const nearby = new IntersectionObserver(
      (entries) =>
        setNear((old) => {
          const next = new Set(old);
          for (const { target, isIntersecting } of entries) {
            if (isIntersecting) next.add(pageOf(target));
            else next.delete(pageOf(target));
          }
          return next;
        }),
      { root: scroller, rootMargin: NEAR },
    );
    const visible = new IntersectionObserver(
      (entries) => {
        for (const { target, intersectionRect } of entries) {
          heights.set(pageOf(target), intersectionRect.height);
        }
        const [most] = [...heights].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
        if (!most || most[1] === 0 || most[0] === latest) return;
        latest = most[0];
        told.current(latest);
      },
      { root: scroller, threshold: SHARES },
    );
    for (const element of elements) {
      nearby.observe(element);
      visible.observe(element);
    }
    return () => {
      nearby.disconnect();
      visible.disconnect();
    };
  }, [pages, scroller, count]);
  return near;
}
