import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { renderApp, visiting } from "../../../test/render";
import { api, HttpResponse, http, server } from "../../../test/server";
import { ApiTokensView } from "./ApiTokensView";

const TOKEN = {
  id: "t1",
  name: "Website",
  prefix: "sst_abcdefgh",
  scopes: ["view_setup"],
  created_at: "2026-11-25T10:00:00Z",
  created_by_id: "u1",
  expires_at: "2027-02-23T10:00:00Z",
  last_used_at: null,
};
const SCOPES = [{ name: "view_setup", meaning: "Read services, staff, rooms and locations" }];

function open(items: (typeof TOKEN)[]) {
  server.use(
    http.get(api("/api-tokens"), () => HttpResponse.json({ items, scopes: SCOPES, next: null })),
  );
  renderApp(<ApiTokensView />);
  return userEvent.setup();
}

describe("API tokens", () => {
  it("are made with what they may do, and shown once", async () => {
    let sent: unknown;
    server.use(
      http.post(api("/api-tokens"), async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json({ ...TOKEN, token: "sst_abcdefghijk" }, { status: 201 });
      }),
    );
    const user = open([]);
    await user.click(await screen.findByRole("button", { name: "New token" }));
    const dialog = await screen.findByRole("dialog", { name: "New API token" });
    await user.click(within(dialog).getByRole("button", { name: "Make token" }));
    expect(within(dialog).getByLabelText("Name")).toHaveAccessibleDescription(/What is it for\?/);
    expect(within(dialog).getByText("Choose at least one.")).toBeVisible();
    await user.type(within(dialog).getByLabelText("Name"), "Website");
    await user.click(within(dialog).getByLabelText(SCOPES[0]?.meaning as string));
    await user.click(within(dialog).getByRole("button", { name: "Make token" }));
    expect(await screen.findByText("sst_abcdefghijk")).toBeVisible();
    expect(sent).toEqual({ name: "Website", scopes: ["view_setup"], expires_in_days: 90 });
  });

  it("are revoked after a question", async () => {
    const revoked: string[] = [];
    server.use(
      http.delete(api("/api-tokens/:id"), ({ params }) => {
        revoked.push(String(params.id));
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const user = open([TOKEN]);
    await user.click(await screen.findByRole("button", { name: "Revoke Website" }));
    const dialog = await screen.findByRole("dialog", { name: "Revoke Website?" });
    expect(revoked).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Revoke" }));
    expect(await screen.findByText("Website opens nothing any more.")).toBeVisible();
    expect(revoked).toEqual(["t1"]);
  });

  it("asks for nothing that is refused during a visit, and says why", async () => {
    renderApp(<ApiTokensView />, { who: visiting({ kind: "entry", can_write: true }) });
    expect(await screen.findByText(/out of reach during a visit/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "New token" })).not.toBeInTheDocument();
  });
});
