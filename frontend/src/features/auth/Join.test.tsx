import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { me, renderApp } from "../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import { keys } from "../../api/keys";
import { keepGuest } from "../../lib/guest";
import { Join } from "./Join";
import { Register } from "./Register";

const INVITATION = {
  email: "nell@example.com",
  name: "Nell New",
  role: "TENANT_MANAGER",
  is_registration: false,
  expires_at: "2026-12-01T12:00:00Z",
};

function openLink() {
  const onJoined = vi.fn();
  const view = renderApp(<Join business="Northside Studio" onJoined={onJoined} />, {
    path: "/invitation?token=abc",
    who: null,
  });
  return { ...view, onJoined };
}

describe("accepting an invitation", () => {
  it("is one password away, with the address where password managers look", async () => {
    let body: unknown;
    server.use(
      http.post(api("/auth/invitation"), () => HttpResponse.json(INVITATION)),
      http.post(api("/auth/invitation/accept"), async ({ request }) => {
        body = await request.json();
        return HttpResponse.json(me);
      }),
    );
    const { client, onJoined } = openLink();
    const password = await screen.findByLabelText("Password");
    expect(password).toHaveAttribute("autocomplete", "new-password");
    expect(screen.getByLabelText("E-mail")).toHaveAttribute("autocomplete", "username");
    expect(screen.getByLabelText("E-mail")).toHaveValue("nell@example.com");
    const user = userEvent.setup();
    await user.type(password, "a long secret");
    await user.click(screen.getByRole("button", { name: "Join Northside Studio" }));
    await waitFor(() => expect(onJoined).toHaveBeenCalledOnce());
    expect(body).toEqual({ token: "abc", name: "Nell New", password: "a long secret" });
    expect(client.getQueryData(keys.me)).toEqual(me);
  });

  it("says in plain words that the link is over", async () => {
    server.use(http.post(api("/auth/invitation"), () => problem(410, "link-expired", "Expired.")));
    openLink();
    expect(await screen.findByText("This link is over")).toBeVisible();
    expect(screen.getByRole("link", { name: "Sign in" })).toBeVisible();
  });

  it("offers to sign in when there is an account meanwhile", async () => {
    server.use(
      http.post(api("/auth/invitation"), () => HttpResponse.json(INVITATION)),
      http.post(api("/auth/invitation/accept"), () =>
        problem(409, "address-taken", "There is an account already."),
      ),
    );
    openLink();
    const user = userEvent.setup();
    await user.type(await screen.findByLabelText("Password"), "a long secret");
    await user.click(screen.getByRole("button", { name: "Join Northside Studio" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("There is an account already.");
    expect(screen.getByRole("link", { name: "Sign in instead" })).toBeVisible();
  });
});

describe("registering", () => {
  const open = (isOpen = true) =>
    renderApp(<Register business="Northside Studio" isOpen={isOpen} />, { who: null });

  it("knows what was typed to book, and says where the link goes", async () => {
    keepGuest({ name: "Vera Visitor", email: "vera@example.com" });
    let body: unknown;
    server.use(
      http.post(api("/auth/registrations"), async ({ request }) => {
        body = await request.json();
        return new HttpResponse(null, { status: 202 });
      }),
    );
    open();
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Send me the link" }));
    expect(await screen.findByRole("status")).toHaveTextContent("vera@example.com");
    expect(body).toEqual({ name: "Vera Visitor", email: "vera@example.com" });
  });

  it("is by invitation where the business says so", () => {
    open(false);
    expect(screen.getByText("Accounts are by invitation here")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Send me the link" })).toBeNull();
  });
});
