import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { chooseTen, hold, inMinutes, NOON, prepareBooking, TEN } from "../../../test/bookingScene";
import { booking, business } from "../../../test/samples";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { Question } from "../../api/generated/api.schemas";
import { BookPage } from "./BookPage";

prepareBooking();

describe("a time that is lost", () => {
  it("offers the nearest times when somebody was faster", async () => {
    server.use(
      http.post(
        api("/public/holds"),
        () => problem(409, "slot-taken", "Somebody just took that time.", { alternatives: [NOON] }),
        { once: true },
      ),
    );
    const user = userEvent.setup();
    await chooseTen(user);
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("Somebody just took that time.");
    await user.click(within(alert).getByRole("button", { name: /12:00 PM EST/ }));
    expect(await screen.findByLabelText("Your name")).toBeInTheDocument();
  });

  it("names who else is free at a lost time, and holds it with them", async () => {
    const held: unknown[] = [];
    const same = { ...TEN, resource_ids: ["r2"] };
    server.use(
      http.post(api("/public/holds"), async ({ request }) => {
        held.push(((await request.json()) as { resource_id?: string }).resource_id);
        return held.length === 1
          ? problem(409, "slot-taken", "Somebody just took that time.", { alternatives: [same] })
          : HttpResponse.json(hold, { status: 201 });
      }),
    );
    window.history.replaceState(null, "", "/?service=s1&staff=r1");
    const user = userEvent.setup();
    render(<BookPage business={business} />);
    await user.click(await screen.findByRole("button", { name: /10:00 AM EST/ }));
    const alert = await screen.findByRole("alert");
    await user.click(within(alert).getByRole("button", { name: /10:00 AM EST with Ben Costa/ }));
    expect(await screen.findByLabelText("Your name")).toBeInTheDocument();
    expect(held).toEqual(["r1", "r2"]);
  });

  it.each([
    ["offline", () => HttpResponse.error()],
    ["too fast", () => problem(429, "too-many-attempts", "Too many attempts.")],
  ])("does not send on to another time who is %s", async (_, answer) => {
    server.use(http.post(api("/public/holds"), answer));
    await chooseTen(userEvent.setup());
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("Please choose the time once more.");
    expect(within(alert).queryByRole("button")).toBeNull();
  });

  it("gives a reference and no waitlist when it is not the time's fault", async () => {
    server.use(
      http.post(api("/public/holds"), () =>
        problem(500, "internal", "Something went wrong on our side.", { request_id: "r-77" }),
      ),
    );
    await chooseTen(userEvent.setup());
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("Something went wrong on our side. Reference: r-77");
    expect(within(alert).queryByRole("button")).toBeNull();
  });

  it("offers to hold the time again when the hold ran out", async () => {
    server.use(
      http.post(api("/public/holds"), () =>
        HttpResponse.json({ ...hold, expires_at: inMinutes(-1) }, { status: 201 }),
      ),
    );
    const user = userEvent.setup();
    await chooseTen(user);
    expect(
      await screen.findByRole("button", { name: "Hold 10:00 AM EST again" }),
    ).toBeInTheDocument();
  });

  it("offers the same time without the add-ons that do not fit", async () => {
    const held: unknown[] = [];
    const beard = { id: "a1", name: "Beard", extra_minutes: 30, price_minor: 900 };
    const services = [{ ...business.services[0], addons: [beard] }] as never;
    server.use(
      http.post(api("/public/holds"), async ({ request }) => {
        held.push(await request.json());
        return held.length === 1
          ? problem(409, "slot-taken", "Taken.", {
              alternatives: [{ ...TEN, without_addons: true }],
            })
          : HttpResponse.json({ ...hold, expires_at: inMinutes(10) }, { status: 201 });
      }),
    );
    render(<BookPage business={{ ...business, services }} />);
    fireEvent.click(await screen.findByRole("checkbox", { name: /Beard/ }));
    fireEvent.click(await screen.findByRole("button", { name: /10:00 AM EST/ }));
    fireEvent.click(await screen.findByRole("button", { name: /without add-ons/ }));
    await waitFor(() => expect(held).toHaveLength(2));
    expect(held[0]).toMatchObject({ addon_ids: ["a1"] });
    expect(held[1]).not.toHaveProperty("addon_ids");
  });

  it("keeps what was answered when the time is lost", async () => {
    const question: Question = {
      id: "q1",
      kind: "choice",
      label: "How long?",
      help: "",
      is_required: true,
      options: ["Short", "Long"],
      limits: {},
    };
    const sent: unknown[] = [];
    server.use(
      http.post(api("/public/holds"), () =>
        HttpResponse.json(
          { ...hold, questions: [question], expires_at: inMinutes(10) },
          { status: 201 },
        ),
      ),
      http.post(api("/public/bookings"), async ({ request }) => {
        sent.push(await request.json());
        return sent.length === 1
          ? problem(409, "hold-expired", "The hold has run out.", { alternatives: [NOON] })
          : HttpResponse.json(booking, { status: 201 });
      }),
    );
    const user = userEvent.setup();
    await chooseTen(user);
    fireEvent.change(await screen.findByLabelText("Your name"), { target: { value: "Vera" } });
    fireEvent.change(screen.getByLabelText("E-mail"), { target: { value: "vera@example.com" } });
    fireEvent.click(screen.getByRole("button", { name: "Book 10:00 AM EST" }));
    expect(await screen.findByText("Please choose.")).toBeInTheDocument();
    fireEvent.click(screen.getByRole("radio", { name: "Long" }));
    fireEvent.click(screen.getByRole("button", { name: "Book 10:00 AM EST" }));
    fireEvent.click(await screen.findByRole("button", { name: /12:00 PM EST/ }));
    expect(await screen.findByRole("radio", { name: "Long" })).toBeChecked();
    fireEvent.click(screen.getByRole("button", { name: /^Book/ }));
    await screen.findByRole("heading", { name: "You are booked" });
    expect(sent[1]).toMatchObject({ name: "Vera", answers: { q1: ["Long"] } });
  });
});
