import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";
import type { Me, MeVisit } from "../src/api/generated/api.schemas";
import { keys } from "../src/api/keys";
import { rememberMe } from "../src/api/session";
import { MAY, type Right } from "../src/lib/permissions";

export const tenant: NonNullable<Me["tenant"]> = {
  id: "t1",
  name: "Northside Studio",
  subdomain: "northside",
  time_zone: "America/New_York",
  locale: "en-US",
  currency: "USD",
  brand_color: "#5250d6",
  plan: "free",
  status: "active",
  is_temporary: false,
  notify_of_visits: true,
  quiet_from_minute: 1260,
  quiet_until_minute: 480,
  widget_origins: [],
  erase_customers_after_months: null,
  waitlist_offer_minutes: 60,
  payment_methods: [],
  payment_method_required: false,
  expires_at: null,
  trial_ends_at: null,
  trial_days_left: null,
  hides_our_name: false,
  may_hide_our_name: false,
  logo_url: null,
  cancellation_window_hours: 24,
  late_fee_percent: 0,
  staff_may_reschedule: true,
  staff_may_approve: true,
  version: 1,
  host: "northside.example",
};

/** Of customers, and of the platform's staff. */
const OTHERS: ReadonlySet<Right> = new Set<Right>([
  MAY.viewOwnContracts,
  MAY.viewOwnBookings,
  MAY.viewTenants,
  MAY.editTenants,
  MAY.viewAudit,
  MAY.changePlans,
  MAY.makeDemos,
  MAY.viewAccounts,
  MAY.enterTenants,
]);

export const me: Me = {
  user: {
    id: "u1",
    name: "Ana Reyes",
    email: "ana@example.com",
    role: "TENANT_OWNER",
    resource_id: null,
    version: 1,
  },
  tenant,
  permissions: Object.values(MAY).filter((right) => !OTHERS.has(right)),
  csrf_token: "csrf-1",
  realtime: { url: null },
  second_factor: { is_on: false, is_required: false },
  visit: null,
};

/** The owner in whose place somebody is, or whose business they entered, as said. */
export function visiting(more: Partial<MeVisit> = {}): Me {
  const visit: MeVisit = {
    id: "v1",
    kind: "masquerade",
    mode: more.can_write ? "act" : "view",
    reason: "Their Monday",
    actor: { name: "Sam", email: "sam@example.com", role: "PLATFORM_SUPPORT" },
    expires_at: "2026-11-24T16:00:00Z",
    can_write: false,
    return_url: "/app/visit-over",
    ...more,
  };
  return { ...me, visit };
}

/** The same on a visit that may look only. */
export const lookingOnly = visiting();

/** The page around a screen of the app: signed in as the owner, at a path. */
export function renderApp(children: ReactNode, { path = "/", who = me as Me | null } = {}) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(keys.me, rememberMe(who));
  const view = render(
    <MantineProvider env="test">
      <Notifications />
      <QueryClientProvider client={client}>
        <MemoryRouter initialEntries={[path]}>{children}</MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { ...view, client };
}
