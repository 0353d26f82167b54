import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { keys } from "../api/keys";
import type { LinkState } from "../lib/realtime";

const GATHER_MS = 120;

/** What a change of each kind makes old. */
const OLD_AFTER: Record<string, readonly (readonly string[])[]> = {
  appointment: [keys.appointments.all, keys.slots.all],
  slots: [keys.slots.all],
  resource: [keys.resources.all, keys.slots.all],
  service: [keys.services.all, keys.slots.all],
  location: [keys.locations.all],
  customer: [keys.customers.all],
  tenant: [keys.tenant, keys.me, keys.platformTenants.all],
};

/** Keeps every screen true while others work; answers how the live link is doing. */
export function useLiveLink(url: string | null | undefined): LinkState {
  const client = useQueryClient();
  const [state, setState] = useState<LinkState>("connecting");

  useEffect(() => {
    let isOver = false;
    let disconnect = () => {};
    let timer: ReturnType<typeof setTimeout> | undefined;
    const waiting = new Set<readonly string[]>();
    const refetchSoon = (name: string) => {
      for (const key of OLD_AFTER[name] ?? []) waiting.add(key);
      timer ??= setTimeout(() => {
        timer = undefined;
        for (const queryKey of waiting) client.invalidateQueries({ queryKey });
        waiting.clear();
      }, GATHER_MS);
    };
    import("../lib/realtime").then(
      ({ connectRealtime }) => {
        if (isOver) return;
        disconnect = connectRealtime(url, {
          onChange: ({ name }) => refetchSoon(name),
          onState: setState,
          onCatchUp: () => client.invalidateQueries(),
        });
      },
      () => setState("lost"),
    );
    return () => {
      isOver = true;
      clearTimeout(timer);
      disconnect();
    };
  }, [client, url]);

  return state;
}
