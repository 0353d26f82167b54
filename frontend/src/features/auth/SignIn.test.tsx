import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { me, renderApp } from "../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import { keys } from "../../api/keys";
import { SignIn } from "./SignIn";

function open(notice?: string) {
  const onSignedIn = vi.fn();
  const view = renderApp(
    <SignIn business="Northside Studio" notice={notice} onSignedIn={onSignedIn} />,
    { who: null },
  );
  return { ...view, onSignedIn };
}

describe("signing in", () => {
  it("remembers who came in", async () => {
    server.use(http.post(api("/auth/sign-in"), () => HttpResponse.json(me)));
    const user = userEvent.setup();
    const { client, onSignedIn } = open();
    await user.type(screen.getByLabelText("E-mail"), " ana@example.com ");
    await user.type(screen.getByLabelText("Password"), "a long secret");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
    expect(client.getQueryData(keys.me)).toEqual(me);
  });

  it("names what is missing and moves there", async () => {
    const user = userEvent.setup();
    open();
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(screen.getByLabelText("E-mail")).toHaveAccessibleDescription(
      "Enter your e-mail address.",
    );
    expect(screen.getByLabelText("E-mail")).toHaveFocus();
  });

  it("says that e-mail or password is wrong and empties the password only", async () => {
    server.use(
      http.post(api("/auth/sign-in"), () =>
        problem(401, "wrong-credentials", "E-mail or password is wrong."),
      ),
    );
    const user = userEvent.setup();
    open();
    await user.type(screen.getByLabelText("E-mail"), "ana@example.com");
    await user.type(screen.getByLabelText("Password"), "wrong");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("E-mail or password is wrong.");
    expect(screen.getByLabelText("Password")).toHaveValue("");
    expect(screen.getByLabelText("E-mail")).toHaveValue("ana@example.com");
  });

  it("says how long to wait after too many attempts", async () => {
    server.use(
      http.post(api("/auth/sign-in"), () =>
        HttpResponse.json(
          { type: "/problems/too-many-attempts", title: "Too many attempts." },
          { status: 429, headers: { "Retry-After": "240" } },
        ),
      ),
    );
    const user = userEvent.setup();
    open();
    await user.type(screen.getByLabelText("E-mail"), "ana@example.com");
    await user.type(screen.getByLabelText("Password"), "wrong");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "Too many attempts. Try again in 4 min.",
    );
  });

  it("says why one is here again", () => {
    open("Your session is over. Please sign in again.");
    expect(screen.getByRole("status")).toHaveTextContent("Your session is over.");
  });
});
