import { useEffect, useState } from "react";

const QUERY = "(pointer: coarse), (max-width: 640px)";

/** Whether fingers answer, on paper that is too small to type on. */
export function useTouch(): boolean {
  const [isTouch, setTouch] = useState(() => window.matchMedia(QUERY).matches);
  useEffect(() => {
    const list = window.matchMedia(QUERY);
    const read = () => setTouch(list.matches);
    list.addEventListener("change", read);
    return () => list.removeEventListener("change", read);
  }, []);
  return isTouch;
}
