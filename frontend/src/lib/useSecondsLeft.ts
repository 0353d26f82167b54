import { useEffect, useState } from "react";

function secondsUntil(moment: string): number {
  return Math.max(0, Math.ceil((new Date(moment).getTime() - Date.now()) / 1000));
}

/** Whole seconds until then, counted on the clock, so that a sleeping tab does not lag. */
export function useSecondsLeft(moment: string): number {
  const [left, setLeft] = useState(() => secondsUntil(moment));
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsUntil(moment)), 1000);
    return () => clearInterval(timer);
  }, [moment]);
  return left;
}
