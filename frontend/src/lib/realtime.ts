import { io } from "socket.io-client";

export interface Change {
  name: string;
  id: string | null;
  version: number | null;
}

export type LinkState = "connecting" | "live" | "lost";

const REFUSED_RETRY_MS = 10_000;

interface Listener {
  onChange: (change: Change) => void;
  onState: (state: LinkState) => void;
  /** After a gap anything may have changed: refetch what is on screen. */
  onCatchUp: () => void;
  /** The server ended the link: what it was opened with, the session or a ticket, may be over. */
  onEnded: () => void;
}

/**
 * A live link to the realtime process. Messages carry no data, only what changed. `auth` is
 * asked anew at each attempt, because a ticket may have run out meanwhile.
 */
export function connectRealtime(
  url: string | null | undefined,
  listener: Listener,
  auth?: () => Promise<{ ticket: string }>,
): () => void {
  const socket = io(url ?? window.location.origin, {
    path: "/socket.io",
    transports: ["websocket"],
    withCredentials: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 10_000,
    auth: auth
      ? (give) => {
          auth().then(give, () => give({}));
        }
      : undefined,
  });
  let wasLive = false;
  socket.on("connect", () => {
    listener.onState("live");
    if (wasLive) listener.onCatchUp();
    wasLive = true;
  });
  let retry: ReturnType<typeof setTimeout> | undefined;
  // The client gives up by itself only when the server refused or ended the link.
  const retryWhenRefused = () => {
    if (!socket.active) retry = setTimeout(() => socket.connect(), REFUSED_RETRY_MS);
  };
  socket.on("disconnect", () => {
    listener.onState("lost");
    if (!socket.active) listener.onEnded();
    retryWhenRefused();
  });
  socket.on("connect_error", () => {
    listener.onState("lost");
    retryWhenRefused();
  });
  socket.on("change", listener.onChange);
  return () => {
    clearTimeout(retry);
    socket.removeAllListeners();
    socket.close();
  };
}
