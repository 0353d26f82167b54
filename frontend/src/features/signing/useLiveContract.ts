import { useEffect, useRef } from "react";
import { getSigningTicket } from "../../api/generated/api";

const GATHER_MS = 250;
const ASK_EVERY_MS = 4_000;

/**
 * Calls `onChange` when something about the contract changed; while `isWaiting` also every few
 * seconds when the live link is not there. The socket client is loaded only now.
 */
export function useLiveContract(token: string, isWaiting: boolean, onChange: () => void): void {
  const latest = useRef({ isWaiting, onChange });
  latest.current = { isWaiting, onChange };
  const isLive = useRef(false);

  useEffect(() => {
    let isOver = false;
    let disconnect = () => {};
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => latest.current.onChange(), GATHER_MS);
    };
    const start = async () => {
      const [{ connectRealtime }, first] = await Promise.all([
        import("../../lib/realtime"),
        getSigningTicket(token),
      ]);
      if (isOver) return;
      let unused: string | null = first.ticket;
      disconnect = connectRealtime(
        first.realtime.url,
        {
          onChange: soon,
          onState: (state) => {
            isLive.current = state === "live";
          },
          onCatchUp: soon,
          onEnded: soon,
        },
        async () => {
          const ticket = unused ?? (await getSigningTicket(token)).ticket;
          unused = null;
          return { ticket };
        },
      );
    };
    // Without the live link whoever waits still hears by asking.
    start().catch(() => {});
    return () => {
      isOver = true;
      clearTimeout(timer);
      disconnect();
    };
  }, [token]);

  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => !isLive.current && latest.current.onChange(), ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isWaiting]);
}
