import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { renderApp, tenant } from "../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import { WebsiteSettings } from "./WebsiteSettings";

function answer(...widget_origins: string[]) {
  const known = { ...tenant, widget_origins };
  server.use(http.get(api("/tenant"), () => HttpResponse.json(known)));
}

describe("the booking page within a web site", () => {
  it("says of an address why it is no site's, beside the field", async () => {
    answer("https://www.example.com");
    const reason = "Pages have to come by https.";
    server.use(
      http.patch(api("/tenant"), () =>
        problem(422, "malformed", "Not valid.", {
          errors: { json: { widget_origins: { 1: [reason] } } },
        }),
      ),
    );
    const user = userEvent.setup();
    renderApp(<WebsiteSettings />);
    const field = await screen.findByRole("textbox", { name: "Address of your site" });
    await user.type(field, "http://example.com");
    await user.click(screen.getByRole("button", { name: "Add site" }));
    expect(await screen.findByText(reason)).toBeInTheDocument();
    expect(field).toHaveValue("http://example.com");
  });

  it("keeps the address that is typed while somebody else changes settings", async () => {
    answer();
    let changes = 0;
    server.use(
      http.patch(api("/tenant"), async ({ request }) => {
        const sent = (await request.json()) as typeof tenant;
        changes += 1;
        return changes === 1
          ? problem(412, "stale", "Someone changed this in the meantime.")
          : HttpResponse.json({ ...tenant, ...sent, version: 3 });
      }),
    );
    const user = userEvent.setup();
    renderApp(<WebsiteSettings />);
    const field = await screen.findByRole("textbox", { name: "Address of your site" });
    const add = () => user.click(screen.getByRole("button", { name: "Add site" }));
    await user.type(field, "https://mine.example");
    const theirs = { ...tenant, widget_origins: ["https://theirs.example"], version: 2 };
    server.use(http.get(api("/tenant"), () => HttpResponse.json(theirs)));
    await add();
    expect(await screen.findByText("https://theirs.example")).toBeVisible();
    expect(field).toHaveValue("https://mine.example");
    expect(field).toHaveAccessibleDescription("Someone changed this in the meantime.");
    await add();
    expect(await screen.findByText("https://mine.example")).toBeVisible();
    expect(screen.getByText("https://theirs.example")).toBeVisible();
    expect(field).toHaveValue("");
  });

  it("sends the sites that are left when one is removed", async () => {
    answer("https://a.example", "https://b.example");
    let sent: unknown;
    server.use(
      http.patch(api("/tenant"), async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json({ ...tenant, version: 2, widget_origins: ["https://b.example"] });
      }),
    );
    const user = userEvent.setup();
    renderApp(<WebsiteSettings />);
    await user.click(await screen.findByRole("button", { name: "Remove https://a.example" }));
    expect(await screen.findByText("Sites saved.")).toBeInTheDocument();
    expect(sent).toEqual({ widget_origins: ["https://b.example"] });
    expect(screen.queryByText("https://a.example")).not.toBeInTheDocument();
  });

  it("gives the line for a button when a button is wanted", async () => {
    answer();
    const user = userEvent.setup();
    renderApp(<WebsiteSettings />);
    expect(await screen.findByText(/No site yet/)).toBeInTheDocument();
    expect(screen.queryByText(/data-look/)).not.toBeInTheDocument();
    await user.click(screen.getByRole("radio", { name: "A button that opens it" }));
    expect(screen.getByText(/widget\.js" data-look="button"/)).toBeInTheDocument();
  });
});
