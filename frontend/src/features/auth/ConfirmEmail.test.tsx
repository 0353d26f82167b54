import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import { ConfirmEmail } from "./ConfirmEmail";

const LINK = {
  side: "old",
  state: "waiting",
  old_email: "ana@example.com",
  new_email: "ana@new.example",
  is_confirmed: false,
  expires_at: "2026-11-26T10:00:00Z",
};

function open(look: object | null) {
  server.use(
    http.post(api("/auth/email-links/look"), () =>
      look
        ? HttpResponse.json(look as Record<string, string>)
        : problem(410, "link-expired", "This link has expired."),
    ),
  );
  renderApp(<ConfirmEmail business="Northside Studio" />, {
    who: null,
    path: "/confirm-email?token=secret-secret-secret",
  });
  return userEvent.setup();
}

describe("the link in a mail about a new address", () => {
  it("asks first, and says what is left to do", async () => {
    server.use(
      http.post(api("/auth/email-links/confirm"), () =>
        HttpResponse.json({ ...LINK, is_confirmed: true }),
      ),
    );
    const user = open(LINK);
    await user.click(await screen.findByRole("button", { name: "Yes, change it" }));
    expect(await screen.findByRole("heading", { name: "Half done" })).toBeVisible();
    expect(screen.getByText(/ana@new.example needs to be confirmed/)).toBeVisible();
  });

  it("can stop the change", async () => {
    server.use(
      http.post(api("/auth/email-links/stop"), () => new HttpResponse(null, { status: 204 })),
    );
    const user = open(LINK);
    await user.click(await screen.findByRole("button", { name: "No, keep it" }));
    expect(await screen.findByRole("heading", { name: "Stopped" })).toBeVisible();
    expect(screen.getByRole("link", { name: "Go to Northside Studio" })).toHaveAttribute(
      "href",
      "/app",
    );
  });

  it("takes a change back and says what follows", async () => {
    server.use(
      http.post(api("/auth/email-links/undo"), () => new HttpResponse(null, { status: 204 })),
    );
    const user = open({ ...LINK, side: "undo", state: "done" });
    await user.click(await screen.findByRole("button", { name: "Take it back" }));
    expect(await screen.findByText(/Everybody was signed out/)).toBeVisible();
  });

  it("keeps the question on screen when the address was taken meanwhile", async () => {
    server.use(
      http.post(api("/auth/email-links/confirm"), () =>
        problem(409, "email-taken", "This address belongs to another account here."),
      ),
    );
    const user = open({ ...LINK, side: "new" });
    await user.click(await screen.findByRole("button", { name: "Yes, it is mine" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("belongs to another account");
  });

  it("says that a dead link is over", async () => {
    open(null);
    expect(await screen.findByRole("heading", { name: "This link is over" })).toBeVisible();
  });
});
