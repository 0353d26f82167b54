import { useEffect, useRef } from "react";
import { getSocketTicket } from "../../api/generated/api";
import type { Change } from "../../lib/realtime";

const GATHER_MS = 250;

/**
 * Calls `onChange` shortly after somebody took or freed a time of this business. The socket
 * client is loaded only now, after the page can already be used.
 */
export function useLiveSlots(serviceId: string | null, onChange: () => void): void {
  const latest = useRef({ serviceId, onChange });
  latest.current = { serviceId, onChange };

  useEffect(() => {
    let isOver = false;
    let disconnect = () => {};
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => latest.current.onChange(), GATHER_MS);
    };
    const concerns = ({ name, id }: Change) =>
      name === "slots" && (!id || id === latest.current.serviceId);
    const start = async () => {
      const [{ connectRealtime }, first] = await Promise.all([
        import("../../lib/realtime"),
        getSocketTicket(),
      ]);
      if (isOver) return;
      let unused: string | null = first.ticket;
      disconnect = connectRealtime(
        first.realtime.url,
        {
          onChange: (change) => concerns(change) && soon(),
          onState: () => {},
          onCatchUp: soon,
          onEnded: soon,
        },
        async () => {
          const ticket = unused ?? (await getSocketTicket()).ticket;
          unused = null;
          return { ticket };
        },
      );
    };
    // Without the live link the page still works: a taken slot is refused when it is held.
    start().catch(() => {});
    return () => {
      isOver = true;
      clearTimeout(timer);
      disconnect();
    };
  }, []);
}
