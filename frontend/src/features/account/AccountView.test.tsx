import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { me, renderApp, visiting } from "../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import { keys } from "../../api/keys";
import { AccountView } from "./AccountView";

const SESSION = {
  id: "s1",
  created_at: "2026-11-25T10:00:00Z",
  last_seen_at: "2026-11-25T10:00:00Z",
  ip_address: "203.0.113.7",
  user_agent: "Mozilla/5.0 (Macintosh) Chrome/140.0 Safari/537.36",
  is_current: true,
};
const CODES = ["aaaa-bbbb-cccc-dddd", "eeee-ffff-gggg-hhhh"];

let isOn = false;

beforeEach(() => {
  isOn = false;
  server.use(
    http.get(api("/me"), () => HttpResponse.json(me)),
    http.get(api("/auth/email-change"), () => HttpResponse.json({ waiting: null })),
    http.get(api("/auth/second-factor"), () =>
      HttpResponse.json({
        is_on: isOn,
        is_required: false,
        confirmed_at: isOn ? "2026-11-25T10:00:00Z" : null,
        codes_left: isOn ? 10 : 0,
      }),
    ),
    http.get(api("/auth/sessions"), () =>
      HttpResponse.json({
        items: [SESSION, { ...SESSION, id: "s2", is_current: false }],
        next: null,
      }),
    ),
    http.post(api("/auth/password-check"), () =>
      HttpResponse.json({ score: 1, is_good: false, advice: "Add another word or two." }),
    ),
  );
});

describe("one's account", () => {
  it("keeps a name that is typed while something else of the person is changed, and saves it", async () => {
    const seen: (string | null)[] = [];
    const now = (more: object) => ({ ...me, user: { ...me.user, ...more } });
    server.use(
      http.get(api("/me"), () => HttpResponse.json(now({ version: 2 }))),
      http.patch(api("/me"), async ({ request }) => {
        seen.push(request.headers.get("If-Match"));
        if (seen.length === 1) return problem(412, "stale", "Someone changed this.");
        return HttpResponse.json(now({ ...((await request.json()) as object), version: 3 }));
      }),
    );
    const user = userEvent.setup();
    const { client } = renderApp(<AccountView />);
    await user.type(await screen.findByLabelText("Your name"), " Luz");
    await client.refetchQueries({ queryKey: keys.me });
    expect(screen.getByLabelText("Your name")).toHaveValue("Ana Reyes Luz");
    await user.click(screen.getByRole("button", { name: "Save name" }));
    expect(await screen.findByText("Your name is saved.")).toBeVisible();
    expect(screen.getByLabelText("Your name")).toHaveValue("Ana Reyes Luz");
    expect(seen).toEqual(['"1"', '"2"']);
  });

  it("sets up a second factor and shows the recovery codes once", async () => {
    server.use(
      http.post(api("/auth/second-factor"), () =>
        HttpResponse.json({ secret: "ABCDEFGH", uri: "otpauth://x", qr: "data:image/svg+xml," }),
      ),
      http.post(api("/auth/second-factor/confirm"), () => {
        isOn = true;
        return HttpResponse.json({ codes: CODES });
      }),
    );
    const user = userEvent.setup();
    renderApp(<AccountView />);
    await user.click(await screen.findByRole("button", { name: "Set up" }));
    const dialog = await screen.findByRole("dialog", { name: "Set up your second factor" });
    await user.type(within(dialog).getByLabelText("Your password"), "a long secret");
    await user.click(within(dialog).getByRole("button", { name: "Continue" }));
    expect(await within(dialog).findByText("ABCD EFGH")).toBeVisible();
    await user.type(within(dialog).getByLabelText("Code from the app"), "12345");
    await user.click(within(dialog).getByRole("button", { name: "Turn on" }));
    expect(within(dialog).getByLabelText("Code from the app")).toHaveAccessibleDescription(
      "Enter the six digits.",
    );
    await user.type(within(dialog).getByLabelText("Code from the app"), "6");
    await user.click(within(dialog).getByRole("button", { name: "Turn on" }));
    const codes = await within(dialog).findByRole("list", { name: "Recovery codes" });
    expect(codes).toHaveTextContent(CODES.join(""));
    expect(within(dialog).getByRole("link", { name: "Download" })).toHaveAttribute(
      "href",
      expect.stringContaining(CODES[0] as string),
    );
    await user.click(within(dialog).getByRole("button", { name: "I have kept them" }));
    expect(await screen.findByText(/10 recovery codes left/)).toBeVisible();
  });

  it("says beside the field that the present password is wrong, and what of the new one", async () => {
    const wrong = "This is not your password.";
    server.use(
      http.post(api("/auth/password"), () =>
        problem(401, "wrong-password", wrong, { errors: { json: { current_password: [wrong] } } }),
      ),
    );
    const user = userEvent.setup();
    renderApp(<AccountView />);
    await user.click(await screen.findByRole("button", { name: "Change password" }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("Present password"), "wrong");
    await user.type(within(dialog).getByLabelText("New password"), "password123");
    expect(
      await within(dialog).findByText("Easy to guess. Add another word or two."),
    ).toBeVisible();
    await user.click(within(dialog).getByRole("button", { name: "Change password" }));
    const field = within(dialog).getByLabelText("Present password");
    await waitFor(() => expect(field).toHaveAccessibleDescription(wrong));
    expect(field).toHaveFocus();
  });

  it("signs out everywhere else", async () => {
    server.use(http.post(api("/auth/sessions/end-others"), () => HttpResponse.json({ ended: 1 })));
    const user = userEvent.setup();
    renderApp(<AccountView />);
    await user.click(await screen.findByRole("button", { name: "Sign out everywhere else" }));
    expect(await screen.findByText("One other browser is signed out.")).toBeVisible();
  });

  it.each([
    ["masquerade", "Only Ana Reyes can change these"],
    ["entry", "Your own account is at SmoothSchedule"],
  ] as const)("explains what is out of reach during a visit: %s", async (kind, words) => {
    renderApp(<AccountView />, { who: visiting({ kind, can_write: true }) });
    expect(await screen.findByText(new RegExp(words))).toBeVisible();
    for (const name of ["Change e-mail", "Change password", "Set up", "Sign out"]) {
      expect(screen.queryByRole("button", { name })).not.toBeInTheDocument();
    }
  });
});
