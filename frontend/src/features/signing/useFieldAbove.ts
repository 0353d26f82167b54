import { type RefObject, useEffect } from "react";

const GAP_PX = 16;

/** Keeps the field, and what stands before it, in view above the sheet that it is answered in. */
export function useFieldAbove(inSheet: RefObject<HTMLElement | null>, fieldId: string): void {
  useEffect(() => {
    const sheet = inSheet.current?.closest("dialog");
    if (!sheet) return;
    const bring = () => {
      const field = document.querySelector(`[data-field="${CSS.escape(fieldId)}"]`);
      const { top, width } = sheet.getBoundingClientRect();
      // On larger screens it is a card in the middle of the page.
      if (!field || width < window.innerWidth) return;
      window.scrollBy({ top: field.getBoundingClientRect().bottom - (top - GAP_PX) });
    };
    // The keyboard comes later, and the sheet grows by the words it quotes.
    const observer = new ResizeObserver(bring);
    observer.observe(sheet);
    window.visualViewport?.addEventListener("resize", bring);
    return () => {
      observer.disconnect();
      window.visualViewport?.removeEventListener("resize", bring);
    };
  }, [inSheet, fieldId]);
}
