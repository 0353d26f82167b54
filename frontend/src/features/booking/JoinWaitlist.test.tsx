import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { prepareBooking } from "../../../test/bookingScene";
import { business } from "../../../test/samples";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import { BookPage } from "./BookPage";

prepareBooking();

let sent: { path: string; body: Record<string, unknown> }[];
beforeEach(() => {
  sent = [];
  for (const path of ["/my/waitlist", "/public/waitlist"]) {
    server.use(
      http.post(api(path), async ({ request }) => {
        sent.push({ path, body: (await request.json()) as Record<string, unknown> });
        return path === "/my/waitlist"
          ? HttpResponse.json({ id: "w1" }, { status: 201 })
          : new HttpResponse(null, { status: 204 });
      }),
    );
  }
});

async function openForm(isCustomer: boolean) {
  const user = userEvent.setup();
  render(<BookPage business={business} isCustomer={isCustomer} />);
  await user.click(screen.getByRole("button", { name: /Haircut/ }));
  await user.click(await screen.findByRole("button", { name: "Join the waitlist" }));
  await screen.findByText("Wait for Haircut");
  return user;
}

async function join(user: ReturnType<typeof userEvent.setup>) {
  // By their text: roles are worked out of all that the page has, hundreds of time zones too.
  const [, inDialog] = screen.getAllByText("Join the waitlist");
  await user.click(inDialog as HTMLElement);
  await screen.findByText("You are on the waitlist");
}

describe("joining the waitlist on the booking page", () => {
  it("asks a customer who is signed in neither name nor e-mail, and joins as them", async () => {
    server.use(
      http.get(api("/me"), () =>
        HttpResponse.json({
          user: { name: "Nia Nash", email: "nia@example.com" },
          csrf_token: "x",
        }),
      ),
    );
    const user = await openForm(true);
    expect(screen.getByText(/You wait as Nia Nash/)).toBeVisible();
    expect(screen.queryByLabelText("Your name")).not.toBeInTheDocument();
    await join(user);
    expect(sent).toEqual([
      { path: "/my/waitlist", body: expect.objectContaining({ service_id: "s1", party_size: 1 }) },
    ]);
    expect(sent[0]?.body).not.toHaveProperty("email");
    expect(screen.getByRole("status")).toHaveTextContent("We write to nia@example.com");
    expect(screen.getByRole("link", { name: "See your bookings" })).toHaveAttribute(
      "href",
      "/app/bookings",
    );
  });

  it.each([
    ["a stranger", false],
    ["whoever has signed out meanwhile", true],
  ])("asks %s who they are", async (_, isCustomer) => {
    server.use(http.get(api("/me"), () => problem(401, "not-signed-in", "Please sign in.")));
    const user = await openForm(isCustomer);
    await user.type(screen.getByLabelText("Your name"), "Walt");
    await user.type(screen.getByLabelText("E-mail"), "walt@example.com");
    await join(user);
    expect(sent).toEqual([
      {
        path: "/public/waitlist",
        body: expect.objectContaining({ name: "Walt", email: "walt@example.com" }),
      },
    ]);
    expect(screen.queryByRole("link", { name: "See your bookings" })).not.toBeInTheDocument();
  });
});
