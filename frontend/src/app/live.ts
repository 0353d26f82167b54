import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { isOtherList, refreshAppointment } from "../api/calendarCache";
import type { Me } from "../api/generated/api.schemas";
import { keys } from "../api/keys";
import { MAY, may } from "../lib/permissions";
import type { LinkState } from "../lib/realtime";

const GATHER_MS = 120;
/** Whoever sees their own calendar alone loads it anew, though most changes are of others. */
const OWN_GATHER_MS = 600;
const FEW = 5;

/** What a change of each kind makes old. */
const OLD_AFTER: Record<string, readonly (readonly string[])[]> = {
  appointment: [keys.slots.all, keys.activity.all],
  slots: [keys.slots.all],
  resource: [keys.resources.all, keys.users.all, keys.hours.all, keys.slots.all, keys.activity.all],
  series: [keys.appointments.all, keys.slots.all, keys.activity.all],
  service: [keys.services.all, keys.slots.all, keys.activity.all],
  location: [keys.locations.all, keys.hours.all, keys.activity.all],
  customer: [keys.customers.all, keys.activity.all],
  waitlist: [keys.waitlist.all, keys.slots.all, keys.activity.all],
  customers: [
    keys.customers.all,
    keys.appointments.all,
    keys.contracts.all,
    keys.waitlist.all,
    keys.activity.all,
  ],
  business_export: [keys.businessExports],
  erasure_request: [keys.erasures.all],
  customer_import: [keys.customerImports.all],
  departure: [keys.departures.all, keys.resources.all],
  contract: [keys.contracts.all, keys.activity.all],
  bulk_send: [keys.bulkSends.all],
  template: [keys.templates.all],
  visit: [keys.visits.all, keys.activity.all],
  person: [keys.users.all, keys.me],
  invitation: [keys.invitations],
  tenant: [keys.tenant, keys.me, keys.plan, keys.rights, keys.platformTenants.all],
  webhook: [keys.webhooks.all],
  domain: [keys.domains, keys.platformTenants.all],
};

/**
 * Few changed appointments are fetched one by one; after many, or where one is not told which,
 * since one does not see each of them, the calendars are loaded anew.
 */
function refreshChanged(client: QueryClient, ids: (string | null)[]): void {
  if (ids.length === 0) return;
  const named = ids.filter((id) => id !== null);
  if (named.length < ids.length || ids.length > FEW) {
    client.invalidateQueries({ queryKey: keys.appointments.all });
    return;
  }
  for (const id of named) refreshAppointment(client, id);
  client.invalidateQueries({ predicate: ({ queryKey }) => isOtherList(queryKey) });
}

/** Keeps every screen true while others work; answers how the live link is doing. */
export function useLiveLink(me: Me): LinkState {
  const client = useQueryClient();
  const { url } = me.realtime;
  const seesAll = may(me, MAY.viewAllCalendars);
  const [state, setState] = useState<LinkState>("connecting");

  useEffect(() => {
    let isOver = false;
    let disconnect = () => {};
    let timer: ReturnType<typeof setTimeout> | undefined;
    const gatherMs = seesAll ? GATHER_MS : OWN_GATHER_MS;
    const waiting = new Set<readonly string[]>();
    const changed = new Set<string | null>();
    const refetchSoon = (name: string) => {
      for (const key of OLD_AFTER[name] ?? []) waiting.add(key);
      timer ??= setTimeout(() => {
        timer = undefined;
        for (const queryKey of waiting) client.invalidateQueries({ queryKey });
        waiting.clear();
        refreshChanged(client, [...changed]);
        changed.clear();
      }, gatherMs);
    };
    import("../lib/realtime").then(
      ({ connectRealtime }) => {
        if (isOver) return;
        disconnect = connectRealtime(url, {
          onChange: ({ name, id }) => {
            if (name === "appointment") changed.add(id);
            refetchSoon(name);
          },
          onState: setState,
          onCatchUp: () => client.invalidateQueries(),
          onEnded: () => client.invalidateQueries({ queryKey: keys.me }),
        });
      },
      () => setState("lost"),
    );
    return () => {
      isOver = true;
      clearTimeout(timer);
      disconnect();
    };
  }, [client, url, seesAll]);

  return state;
}
