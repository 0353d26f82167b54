import { useEffect } from "react";

/** Whether the page is shown within the business's own web site (public/widget.js). */
export const isEmbedded =
  new URLSearchParams(window.location.search).get("embedded") === "1" && window.parent !== window;

/** Pages behind links are not for frames: each opens on its own. */
function leaveTheFrame({ target }: MouseEvent) {
  const link = target instanceof Element ? target.closest("a") : null;
  if (!link?.href || link.hasAttribute("download")) return;
  link.target = "_blank";
  link.rel = "noopener";
}

/** The site's page is told how tall this one is; nothing else of it. */
export function useEmbedding() {
  useEffect(() => {
    if (!isEmbedded) return;
    const page = document.documentElement;
    page.dataset.embedded = "";
    // Who that is was decided when the page was sent: the browser shows it to no one else.
    const tell = () =>
      window.parent.postMessage(
        { type: "smoothschedule:height", height: document.body.scrollHeight },
        "*",
      );
    const watched = new ResizeObserver(tell);
    watched.observe(document.body);
    document.addEventListener("click", leaveTheFrame, { capture: true });
    return () => {
      watched.disconnect();
      document.removeEventListener("click", leaveTheFrame, { capture: true });
    };
  }, []);
}
