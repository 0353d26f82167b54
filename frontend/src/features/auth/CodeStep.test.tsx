import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { me, renderApp } from "../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import { SignIn } from "./SignIn";

const REQUIRED = () => problem(401, "second-factor-required", "Please enter the code.");
const WRONG = "This code is not right, or it was used already.";

/** Signs in with the right password; answers what was sent with each code. */
async function openCodeStep(answer: (code: string) => Response) {
  const sent: unknown[] = [];
  server.use(
    http.post(api("/auth/sign-in"), async ({ request }) => {
      const body = (await request.json()) as { code?: string };
      sent.push(body);
      return body.code ? answer(body.code) : REQUIRED();
    }),
  );
  const onSignedIn = vi.fn();
  const user = userEvent.setup();
  renderApp(<SignIn business="Northside Studio" onSignedIn={onSignedIn} />, { who: null });
  await user.type(screen.getByLabelText("E-mail"), "ana@example.com");
  await user.type(screen.getByLabelText("Password"), "a long secret");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  await screen.findByRole("heading", { name: "Enter your code" });
  return { user, sent, onSignedIn };
}

describe("the code after the password", () => {
  it("is sent along with address and password and opens", async () => {
    const { user, sent, onSignedIn } = await openCodeStep(() => HttpResponse.json(me));
    const field = screen.getByLabelText("Code from the app");
    expect(field).toHaveAttribute("autocomplete", "one-time-code");
    expect(field).toHaveFocus();
    await user.type(field, "123456{Enter}");
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
    expect(sent.at(-1)).toEqual({
      email: "ana@example.com",
      password: "a long secret",
      code: "123456",
    });
  });

  it("says beside the field that it is wrong, and empties it", async () => {
    const { user } = await openCodeStep(() =>
      problem(401, "wrong-code", WRONG, { errors: { json: { code: [WRONG] } } }),
    );
    await user.type(screen.getByLabelText("Code from the app"), "123456{Enter}");
    const field = screen.getByLabelText("Code from the app");
    await waitFor(() => expect(field).toHaveAccessibleDescription(WRONG));
    expect(field).toHaveValue("");
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  it("may be a recovery code, and one may go back", async () => {
    const { user, sent } = await openCodeStep(() =>
      problem(429, "too-many-attempts", "Too many attempts."),
    );
    await user.click(screen.getByRole("button", { name: "Lost the app? Use a recovery code" }));
    await user.type(screen.getByLabelText("Recovery code"), "abcd-efgh-jkmn-pqrs{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("Too many attempts.");
    expect(sent.at(-1)).toMatchObject({ code: "abcd-efgh-jkmn-pqrs" });
    await user.click(screen.getByRole("button", { name: "Back to sign-in" }));
    expect(screen.getByLabelText("Password")).toHaveValue("");
  });
});
