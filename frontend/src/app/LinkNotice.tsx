import { useNetwork } from "@mantine/hooks";
import { IconCloudOff, IconRefresh } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { LinkState } from "../lib/realtime";
import classes from "./LinkNotice.module.css";

const PATIENCE_MS = 3_000;

/** Says that what is on screen may be old, once the link has been away for three seconds. */
export function LinkNotice({ state }: { state: LinkState }) {
  const { online } = useNetwork();
  const isAway = state === "lost" || !online;
  const [isShown, show] = useState(false);
  useEffect(() => {
    if (!isAway) return show(false);
    const timer = setTimeout(() => show(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isAway]);
  return (
    <div role="status" className={classes.place}>
      {isShown && (
        <span className={classes.notice}>
          {online ? <IconRefresh size={16} /> : <IconCloudOff size={16} />}
          {online
            ? "Reconnecting. Changes by others appear when the link is back."
            : "You are offline. What you see may be out of date."}
        </span>
      )}
    </div>
  );
}
