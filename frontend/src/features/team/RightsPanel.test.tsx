import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { lookingOnly, renderApp } from "../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { Rights } from "../../api/generated/api.schemas";
import { RightsPanel } from "./RightsPanel";

describe("rights", () => {
  const RIGHTS: Rights = {
    roles: [
      {
        role: "TENANT_STAFF",
        rights: [
          { permission: "edit_services", meaning: "Change services.", is_open: false },
          { permission: "view_team", meaning: "See the team.", is_open: true },
        ],
      },
    ],
    customers_may_register: true,
    version: 7,
  };

  it("opens one right and keeps the others", async () => {
    let body: unknown;
    server.use(
      http.get(api("/rights"), () => HttpResponse.json(RIGHTS)),
      http.put(api("/rights"), async ({ request }) => {
        body = await request.json();
        return HttpResponse.json({ ...RIGHTS, version: 8 });
      }),
    );
    renderApp(<RightsPanel />);
    const user = userEvent.setup();
    await user.click(await screen.findByRole("switch", { name: "Change services." }));
    await waitFor(() =>
      expect(body).toEqual({
        opened: { TENANT_STAFF: ["edit_services", "view_team"] },
        customers_may_register: true,
      }),
    );
  });

  it("takes the switch back when the change is refused", async () => {
    server.use(
      http.get(api("/rights"), () => HttpResponse.json(RIGHTS)),
      http.put(api("/rights"), () => problem(412, "stale", "Someone changed this.")),
    );
    renderApp(<RightsPanel />);
    const user = userEvent.setup();
    await user.click(await screen.findByRole("switch", { name: "Change services." }));
    expect(await screen.findByText("Someone changed this.")).toBeVisible();
    expect(screen.getByRole("switch", { name: "Change services." })).not.toBeChecked();
  });

  it("shows them to whoever may look only, and lets none be changed", async () => {
    server.use(http.get(api("/rights"), () => HttpResponse.json(RIGHTS)));
    renderApp(<RightsPanel />, { who: lookingOnly });
    await screen.findByText(/you may look only/);
    for (const each of screen.getAllByRole("switch")) expect(each).toBeDisabled();
  });
});
