import { useEffect } from "react";

/** Brings the field and the reason beside it out from behind the sticky bars, once for each
 * `reason`; the focus stays, and its field in view, where it is. */
export function useReasonInView(fieldId: string, reason: string | null): void {
  useEffect(() => {
    const field = document.querySelector(`[data-field="${CSS.escape(fieldId)}"]`);
    if (!reason || !field) return;
    const focused = document.activeElement?.closest("[data-field]") ?? null;
    // Whoever has gone to read elsewhere is not fetched back.
    if (focused !== field && !isSeen(field)) return;
    field.scrollIntoView({ block: "nearest" });
    if (focused && focused !== field) focused.scrollIntoView({ block: "nearest" });
  }, [fieldId, reason]);
}

function isSeen(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}
