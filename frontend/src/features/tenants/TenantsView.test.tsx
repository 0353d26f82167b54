import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { me, renderApp } from "../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { PlatformTenantDetail } from "../../api/generated/api.schemas";
import { TenantsView } from "./TenantsView";

const tenant: PlatformTenantDetail = {
  id: "t9",
  name: "Otter Yoga",
  subdomain: "otter",
  status: "trial",
  status_reason: null,
  trial_ends_at: "2026-12-01T10:00:00Z",
  plan: "free",
  plan_price_minor: 0,
  plan_currency: "USD",
  is_temporary: false,
  expires_at: null,
  created_at: "2026-11-01T10:00:00Z",
  url: "https://otter.example",
  version: 4,
  uses: [{ limit: "staff", used: 3, included: 3 }],
  domains: [],
};
const demo = { ...tenant, id: "d9", name: "Demo Salon", is_temporary: true, plan: "business" };

function open(permissions: string[], found: PlatformTenantDetail) {
  server.use(
    http.get(api("/platform/tenants"), () => HttpResponse.json({ items: [found], next: null })),
    http.get(api(`/platform/tenants/${found.id}`), () => HttpResponse.json(found)),
    http.get(api(`/platform/demos/${found.id}`), () =>
      HttpResponse.json({ id: found.id, state: "ready", accounts: [], password: null }),
    ),
  );
  renderApp(<TenantsView onEnter={() => {}} />, { who: { ...me, tenant: null, permissions } });
}

describe("businesses on the platform", () => {
  it("opens with use, and a plan is changed with the version that was seen", async () => {
    open(["view_tenants", "edit_tenants", "change_plans"], tenant);
    let sent: unknown;
    let version: string | null = null;
    server.use(
      http.post(api("/platform/tenants/t9/plan"), async ({ request }) => {
        sent = await request.json();
        version = request.headers.get("If-Match");
        return HttpResponse.json({ ...tenant, plan: "business", version: 5 });
      }),
    );
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "Otter Yoga" }));
    const drawer = await screen.findByRole("dialog", { name: "Otter Yoga" });
    expect(await within(drawer).findByText("3 of 3 · used up")).toBeInTheDocument();
    await user.click(within(drawer).getByRole("button", { name: "Change plan" }));
    await user.click(await screen.findByRole("button", { name: "Save plan" }));
    expect(await screen.findByText("Otter Yoga is on the business plan.")).toBeInTheDocument();
    expect(sent).toEqual({ plan: "free", price_minor: null, currency: "USD" });
    expect(version).toBe('"4"');
  });

  it("says which plan somebody else chose meanwhile, and changes that", async () => {
    const seen: (string | null)[] = [];
    open(["view_tenants", "edit_tenants", "change_plans"], tenant);
    server.use(
      http.post(api("/platform/tenants/t9/plan"), ({ request }) => {
        seen.push(request.headers.get("If-Match"));
        return seen.length === 1
          ? problem(412, "stale", "Someone changed this in the meantime.")
          : HttpResponse.json({ ...tenant, plan: "business", version: 6 });
      }),
    );
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "Otter Yoga" }));
    await user.click(await screen.findByRole("button", { name: "Change plan" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Plan of Otter Yoga" }));
    const plan = dialog.getByRole("combobox", { name: "Plan" });
    await user.click(plan);
    await user.click(await screen.findByRole("option", { name: "Business" }));
    const theirs = { ...tenant, plan: "enterprise", version: 5 };
    server.use(http.get(api("/platform/tenants/t9"), () => HttpResponse.json(theirs)));
    await user.click(dialog.getByRole("button", { name: "Save plan" }));
    expect(await dialog.findByText(/Someone else changed this: “Enterprise”/)).toBeVisible();
    expect(plan).toHaveValue("Business");
    await user.click(dialog.getByRole("button", { name: "Save plan" }));
    expect(await screen.findByText("Otter Yoga is on the business plan.")).toBeVisible();
    expect(seen).toEqual(['"4"', '"5"']);
  });

  it("shows the price that somebody else agreed on meanwhile before it is replaced", async () => {
    let asked = 0;
    open(["view_tenants", "edit_tenants", "change_plans"], tenant);
    server.use(
      http.post(api("/platform/tenants/t9/plan"), () => {
        asked += 1;
        return problem(412, "stale", "Someone changed this in the meantime.");
      }),
    );
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "Otter Yoga" }));
    await user.click(await screen.findByRole("button", { name: "Change plan" }));
    const price = await screen.findByLabelText("Price a month, in USD");
    expect(price).toHaveAccessibleDescription("Now: Free. Empty for the list price.");
    const theirs = { ...tenant, plan_price_minor: 4900, version: 5 };
    server.use(http.get(api("/platform/tenants/t9"), () => HttpResponse.json(theirs)));
    await user.click(screen.getByRole("button", { name: "Save plan" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Look it over and save again.");
    expect(price).toHaveAccessibleDescription("Now: $49. Empty for the list price.");
    expect(asked).toBe(1);
  });

  it("shows whoever may only look no buttons that are refused", async () => {
    open(["view_tenants"], tenant);
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "Otter Yoga" }));
    await screen.findByText("3 of 3 · used up");
    for (const name of ["Change plan", "Suspend Otter Yoga", "New demo"]) {
      expect(screen.queryByRole("button", { name })).not.toBeInTheDocument();
    }
  });

  it("asks before a demo is thrown away", async () => {
    open(["view_tenants", "make_demos"], demo as PlatformTenantDetail);
    let thrown = false;
    server.use(
      http.delete(api("/platform/demos/d9"), () => {
        thrown = true;
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "Demo Salon" }));
    await user.click(await screen.findByRole("button", { name: "Throw away" }));
    expect(thrown).toBe(false);
    const question = await screen.findByRole("dialog", { name: "Throw Demo Salon away?" });
    await user.click(within(question).getByRole("button", { name: "Throw away" }));
    expect(await screen.findByText("Demo Salon is being erased.")).toBeInTheDocument();
    expect(thrown).toBe(true);
  });
});
