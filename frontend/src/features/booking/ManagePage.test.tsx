import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { booking, business, slot, toSign } from "../../../test/samples";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { BookingContract } from "../../api/generated/api.schemas";
import { ManagePage } from "./ManagePage";

beforeEach(() =>
  server.use(
    http.get(api("/public/bookings/secret-token/answers"), () =>
      HttpResponse.json({ questions: [], answers: [], can_answer: true, version: 1 }),
    ),
    http.get(api("/public/bookings/secret-token/contracts"), () =>
      HttpResponse.json({ items: [] }),
    ),
  ),
);

const open = () => render(<ManagePage token="secret-token" business={business} />);

describe("managing a booking", () => {
  it("says what cancelling does, asks, and then shows that it is cancelled", async () => {
    let version: string | null = null;
    server.use(
      http.get(api("/public/bookings/secret-token"), () => HttpResponse.json(booking)),
      http.post(api("/public/bookings/secret-token/cancel"), ({ request }) => {
        version = request.headers.get("If-Match");
        return HttpResponse.json({
          ...booking,
          state: "cancelled",
          can_cancel: false,
          can_move: false,
          version: 2,
        });
      }),
    );
    const user = userEvent.setup();
    open();
    await user.click(await screen.findByRole("button", { name: "Cancel booking" }));
    const dialog = screen.getByRole("dialog", { name: "Cancel Haircut?" });
    expect(dialog).toHaveTextContent("Tue, Nov 24, 10:00 AM EST");
    const [, confirm] = screen.getAllByRole("button", { name: "Cancel booking" });
    if (confirm) await user.click(confirm);
    expect(
      await screen.findByRole("heading", { name: "This booking is cancelled" }),
    ).toBeInTheDocument();
    expect(version).toBe('"1"');
  });

  it("moves it to whom one chose, at a time that this booking fits", async () => {
    const asked: (string | null)[] = [];
    const sent: unknown[] = [];
    const later = "2099-11-25T15:00:00Z";
    const mine = { ...booking, starts_at: "2099-11-24T15:00:00Z", ends_at: "2099-11-24T15:45:00Z" };
    server.use(
      http.get(api("/public/bookings/secret-token"), () => HttpResponse.json(mine)),
      http.get(api("/public/bookings/secret-token/slots"), ({ request }) => {
        const person = new URL(request.url).searchParams.get("resource_id");
        asked.push(person);
        return HttpResponse.json({
          items: [slot(later, [person ?? "r1"])],
          time_zone: "America/New_York",
        });
      }),
      http.post(api("/public/bookings/secret-token/move"), async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({ ...mine, starts_at: later, version: 2 });
      }),
    );
    const user = userEvent.setup();
    open();
    await user.click(await screen.findByRole("button", { name: "Move to another time" }));
    expect(screen.getByRole("heading", { name: "Move your booking" })).toHaveFocus();
    expect(screen.getByText("November 2099")).toBeVisible();
    await user.click(await screen.findByRole("radio", { name: /Ben/ }));
    await user.click(await screen.findByRole("button", { name: /:.* [AP]M/ }));
    await screen.findByRole("button", { name: "Move to another time" });
    expect(asked).toEqual([null, "r2"]);
    expect(sent).toEqual([{ starts_at: later, resource_id: "r2" }]);
  });

  it("says what is still to be signed and leads there", async () => {
    server.use(
      http.get(api("/public/bookings/secret-token"), () => HttpResponse.json(booking)),
      http.get(api("/public/bookings/secret-token/contracts"), () =>
        HttpResponse.json({
          items: [toSign({ policy: "cancel", deadline_at: "2026-11-23T15:00:00Z" })],
        }),
      ),
    );
    open();
    expect(await screen.findByText("“Waiver” waits for your signature")).toBeVisible();
    expect(screen.getByText(/stands until Mon, Nov 23, 2026, 10:00 AM EST/)).toBeVisible();
    expect(screen.getByRole("link", { name: "Read and sign" })).toHaveAttribute(
      "href",
      "https://northside.example/sign/s/secret",
    );
  });

  /** A request for which this is to be signed: each look finds the next, the last ones the last. */
  const waitsFor = (...looks: BookingContract[][]) =>
    server.use(
      http.get(api("/public/bookings/secret-token"), () =>
        HttpResponse.json({ ...booking, state: "pending" }),
      ),
      http.get(api("/public/bookings/secret-token/contracts"), () =>
        HttpResponse.json({ items: looks.length > 1 ? looks.shift() : looks[0] }),
      ),
    );

  it("sends to the business only whom no signature confirms", async () => {
    waitsFor([toSign({ confirms: true })]);
    const { unmount } = open();
    expect(await screen.findByRole("heading", { name: "Not confirmed yet" })).toBeVisible();
    expect(screen.getByText("Your booking is confirmed once it is signed.")).toBeVisible();
    unmount();
    waitsFor([]);
    open();
    const heading = "Waiting for the business to confirm";
    expect(await screen.findByRole("heading", { name: heading })).toBeVisible();
  });

  it("says what comes next once nobody can sign any more", async () => {
    waitsFor([toSign({ state: "declined", sign_url: null })]);
    open();
    expect(await screen.findByRole("heading", { name: "Not confirmed yet" })).toBeVisible();
    expect(screen.getByText("“Waiver” was declined")).toBeVisible();
    expect(screen.getByText(/Northside Studio will get in touch with you about/)).toBeVisible();
    expect(screen.queryByText(/once it is signed/)).toBeNull();
  });

  it("shows by itself what was still being prepared", async () => {
    waitsFor(
      [toSign({ state: "preparing", confirms: true, sign_url: null })],
      [toSign({ confirms: true })],
    );
    open();
    expect(await screen.findByText("We are preparing “Waiver” for you to sign")).toBeVisible();
    const link = await screen.findByRole("link", { name: "Read and sign" }, { timeout: 3_000 });
    expect(link).toBeVisible();
  });

  it("is confirmed by itself soon after everybody signed", async () => {
    waitsFor(
      [toSign({ state: "completed", confirms: true, sign_url: null, has_signed: true })],
      [],
    );
    open();
    expect(await screen.findByText("Your booking is confirmed in a moment.")).toBeVisible();
    server.use(http.get(api("/public/bookings/secret-token"), () => HttpResponse.json(booking)));
    const heading = "Your booking is confirmed";
    expect(await screen.findByRole("heading", { name: heading }, { timeout: 3_000 })).toBeVisible();
  });

  it("says in one sentence that a link is over, with one way on", async () => {
    server.use(
      http.get(api("/public/bookings/secret-token"), () => problem(410, "link-expired", "Over.")),
    );
    open();
    expect(await screen.findByRole("heading", { name: "This link is over" })).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Book a new time" })).toHaveAttribute("href", "/");
  });

  it("leads a customer who is signed in to their bookings from a link that is over", async () => {
    server.use(
      http.get(api("/public/bookings/secret-token"), () => problem(404, "not-found", "Nothing.")),
    );
    render(<ManagePage token="secret-token" business={business} isCustomer />);
    const way = await screen.findByRole("link", { name: "See your bookings" });
    expect(way).toHaveAttribute("href", "/app/bookings");
    expect(screen.queryByRole("button", { name: "Try again" })).not.toBeInTheDocument();
  });
});
