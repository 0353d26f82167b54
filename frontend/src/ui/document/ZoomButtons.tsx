import { useSay } from "../words";
import classes from "./Document.module.css";
import type { Zoom } from "./zoom";

/** Smaller, to the width, larger. */
export function ZoomButtons({ zoom }: { zoom: Zoom }) {
  const say = useSay();
  return (
    // biome-ignore lint/a11y/useSemanticElements: three buttons that belong together are no form
    <div className={classes.zoom} role="group" aria-label={say("Zoom")}>
      <button type="button" aria-label={say("Zoom out")} onClick={zoom.zoomOut}>
        <Glyph path="M5 12h14" />
      </button>
      <button
        type="button"
        aria-label={say("Fit the width, now {percent} %", { percent: zoom.percent })}
        aria-pressed={zoom.isFit}
        onClick={zoom.fit}
      >
        {zoom.percent} %
      </button>
      <button type="button" aria-label={say("Zoom in")} onClick={zoom.zoomIn}>
        <Glyph path="M5 12h14M12 5v14" />
      </button>
    </div>
  );
}

function Glyph({ path }: { path: string }) {
  return (
    <svg width="16" height="16" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
