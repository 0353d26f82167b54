import { useEffect, useRef } from "react";
import { useMe } from "../api/session";
import { leaveFor } from "../lib/leaveFor";

/**
 * When this browser has become somebody else in another tab, the page starts anew: nothing on it
 * belongs to whoever one is now. A page that comes out of the back-forward cache does so too.
 */
export function useSameIdentity(): void {
  const { user, visit } = useMe();
  const identity = `${user.id} ${visit?.id ?? ""}`;
  const first = useRef(identity);
  useEffect(() => {
    if (first.current !== identity) leaveFor("/app");
  }, [identity]);
  useEffect(() => {
    const onShow = (event: PageTransitionEvent) => {
      if (event.persisted) leaveFor("/app");
    };
    window.addEventListener("pageshow", onShow);
    return () => window.removeEventListener("pageshow", onShow);
  }, []);
}
