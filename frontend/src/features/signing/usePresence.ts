import { useEffect, useRef } from "react";

const LOOKED_AT_MS = 2_000;
const SIGNS = ["pointerdown", "keydown", "scroll", "touchstart"] as const;

/**
 * Calls once when a person is there: they touch, type or scroll, or have had the page before
 * them for two seconds. Scanners of mail open pages too, and must not count as a reader.
 */
export function usePresence(isAsked: boolean, onPresent: () => void): void {
  const latest = useRef(onPresent);
  latest.current = onPresent;

  useEffect(() => {
    if (!isAsked) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = () => {
      clearTimeout(timer);
      for (const name of SIGNS) window.removeEventListener(name, sure, true);
      document.removeEventListener("visibilitychange", watch);
    };
    function sure() {
      stop();
      latest.current();
    }
    function watch() {
      clearTimeout(timer);
      if (document.visibilityState === "visible") timer = setTimeout(sure, LOOKED_AT_MS);
    }
    for (const name of SIGNS) window.addEventListener(name, sure, { capture: true, passive: true });
    document.addEventListener("visibilitychange", watch);
    watch();
    return stop;
  }, [isAsked]);
}
