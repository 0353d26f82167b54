import { useRef } from "react";
import { ifMatch } from "./http";

/**
 * The version that a form's next change is of: the one its person saw, or what their own last save made
 * of it, while more was typed already.
 */
export function useSeenVersion(seen: number) {
  const own = useRef(0);
  return {
    ifSeen: () => ifMatch(Math.max(seen, own.current)),
    keep: ({ version }: { version: number }) => {
      own.current = version;
    },
  };
}
