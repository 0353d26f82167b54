import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { chooseTen, hold, inMinutes, prepareBooking, TEN } from "../../../test/bookingScene";
import { booking, business, toSign } from "../../../test/samples";
import { api, HttpResponse, http, server } from "../../../test/server";
import { BookedPage } from "./BookedPage";
import { BookPage } from "./BookPage";

prepareBooking();

describe("booking", () => {
  it("takes a service, a time and the details, and ends with the links", async () => {
    const sent: { body: unknown; key: string | null }[] = [];
    server.use(
      http.post(api("/public/bookings"), async ({ request }) => {
        sent.push({ body: await request.json(), key: request.headers.get("Idempotency-Key") });
        return HttpResponse.json(booking, { status: 201 });
      }),
    );
    const user = userEvent.setup();
    await chooseTen(user);
    await user.type(await screen.findByLabelText("Your name"), "Vera Visitor");
    await user.type(screen.getByLabelText("E-mail"), "vera@example.com");
    await user.click(screen.getByRole("button", { name: "Book 10:00 AM EST" }));
    const heading = await screen.findByRole("heading", { name: "You are booked" });
    await waitFor(() => expect(heading).toHaveFocus());
    expect(sent).toHaveLength(1);
    expect(sent[0]?.body).toEqual({
      hold_token: "hold-1",
      name: "Vera Visitor",
      time_zone: "UTC",
      email: "vera@example.com",
    });
    expect(sent[0]?.key).toMatch(/^[0-9a-f]{32}$/);
    expect(screen.getByRole("link", { name: "Move or cancel this booking" })).toHaveAttribute(
      "href",
      expect.stringMatching(/\/b\/secret-token$/),
    );
  });

  it("leads a customer who is signed in to all their bookings, before and after", async () => {
    server.use(
      http.get(api("/me"), () => HttpResponse.json({ user: null, csrf_token: "c" })),
      http.post(api("/public/bookings"), () => HttpResponse.json(booking, { status: 201 })),
    );
    const [first] = business.services;
    const two = { ...business, services: [first, { ...first, id: "s9" }] } as typeof business;
    const { unmount } = render(<BookPage business={two} isCustomer mayRegister />);
    const link = screen.getByRole("link", { name: "Your bookings" });
    expect(link).toHaveAttribute("href", "/app/bookings");
    unmount();
    render(<BookedPage booking={booking} business={business} zone="UTC" isCustomer mayRegister />);
    expect(screen.getByRole("link", { name: "your bookings" })).toBeVisible();
    expect(screen.queryByRole("link", { name: "Make an account" })).toBeNull();
  });

  it.each([
    ["sent", true, "Almost booked", "It is confirmed once it is signed for."],
    ["preparing", true, "Almost booked", "We are preparing “Waiver” for you to sign"],
    ["sent", false, "Your request is with us", /Northside Studio also has to confirm/],
    ["voided", false, "Not confirmed yet", "“Waiver” was withdrawn"],
  ] as const)("of a request, %s (confirms: %s), says: %s", async (state, confirms, title, text) => {
    server.use(
      http.get(api("/public/bookings/secret-token/contracts"), () =>
        HttpResponse.json({ items: [toSign({ state, confirms })] }),
      ),
    );
    const pending = { ...booking, state: "pending" as const };
    render(<BookedPage booking={pending} business={business} zone="UTC" />);
    const heading = await screen.findByRole("heading", { name: title });
    await waitFor(() => expect(heading).toHaveFocus());
    expect(screen.getByText(text)).toBeVisible();
  });

  it("offers a guest no bookings of their own", () => {
    const [first] = business.services;
    const two = { ...business, services: [first, { ...first, id: "s9" }] } as typeof business;
    render(<BookPage business={two} />);
    expect(screen.queryByRole("link", { name: "Your bookings" })).toBeNull();
  });

  it("names each missing detail beside its field and moves to the first", async () => {
    const user = userEvent.setup();
    await chooseTen(user);
    await user.click(await screen.findByRole("button", { name: "Book 10:00 AM EST" }));
    expect(screen.getByLabelText("Your name")).toHaveAccessibleDescription(
      "Please tell us your name.",
    );
    await waitFor(() => expect(screen.getByLabelText("Your name")).toHaveFocus());
    expect(screen.getByLabelText("E-mail")).toBeInvalid();
  });

  it("asks how the guest will pay where the business wants to know", async () => {
    const sent: unknown[] = [];
    const payment = { methods: ["cash", "bank_transfer"], is_required: true };
    server.use(
      http.post(api("/public/holds"), () =>
        HttpResponse.json({ ...hold, payment, expires_at: inMinutes(10) }, { status: 201 }),
      ),
      http.post(api("/public/bookings"), async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({ ...booking, payment_method: "cash" }, { status: 201 });
      }),
    );
    const user = userEvent.setup();
    await chooseTen(user);
    await user.type(await screen.findByLabelText("Your name"), "Vera");
    await user.type(screen.getByLabelText("E-mail"), "vera@example.com");
    const book = screen.getByRole("button", { name: "Book 10:00 AM EST" });
    await user.click(book);
    expect(screen.getByRole("group", { name: /How will you pay/ })).toHaveAccessibleDescription(
      /Please choose how you will pay/,
    );
    await user.click(screen.getByRole("radio", { name: "Cash" }));
    await user.click(book);
    expect(await screen.findByText("You pay by cash")).toBeVisible();
    expect(sent).toEqual([expect.objectContaining({ payment_method: "cash" })]);
  });

  it("sends the same key again when the connection was lost", async () => {
    const keys: (string | null)[] = [];
    server.use(
      http.post(api("/public/bookings"), ({ request }) => {
        keys.push(request.headers.get("Idempotency-Key"));
        return keys.length === 1
          ? HttpResponse.error()
          : HttpResponse.json(booking, { status: 201 });
      }),
    );
    const user = userEvent.setup();
    await chooseTen(user);
    await user.type(await screen.findByLabelText("Your name"), "Vera");
    await user.type(screen.getByLabelText("E-mail"), "vera@example.com");
    const book = screen.getByRole("button", { name: "Book 10:00 AM EST" });
    await user.click(book);
    expect(await screen.findByRole("alert")).toHaveTextContent("offline");
    await user.click(book);
    await screen.findByRole("heading", { name: "You are booked" });
    expect(keys[0]).toBe(keys[1]);
  });

  it("relabels the same moments when the zone is changed", async () => {
    const user = userEvent.setup();
    render(<BookPage business={business} />);
    await user.click(screen.getByRole("button", { name: /Haircut/ }));
    await screen.findByRole("button", { name: /10:00 AM EST/ });
    await user.selectOptions(screen.getByLabelText("Times in"), "Asia/Tokyo");
    expect(await screen.findByRole("button", { name: /12:00 AM GMT\+9/ })).toBeInTheDocument();
    expect(screen.getByRole("heading", { name: "Wednesday, November 25" })).toBeInTheDocument();
    expect(
      screen.getByRole("button", { name: /Wednesday, November 25, 2 free times/ }),
    ).toHaveAttribute("aria-pressed", "true");
  });

  it("leads to the next month when the choice of a person leaves nothing of this one", async () => {
    server.use(
      http.get(api("/public/services/s1/slots"), ({ request }) => {
        const items = new URL(request.url).searchParams.has("resource_id") ? [] : [TEN];
        return HttpResponse.json({ items, time_zone: "America/New_York" });
      }),
    );
    const user = userEvent.setup();
    render(<BookPage business={business} />);
    await user.click(screen.getByRole("button", { name: /Haircut/ }));
    await user.click(await screen.findByRole("button", { name: /November 24, 1 free time/ }));
    await user.click(screen.getByRole("radio", { name: /Ben Costa/ }));
    expect(await screen.findByText("Nothing is free this month.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "See December 2026" }));
    expect(screen.getByText("December 2026")).toBeVisible();
  });

  it("asks for one person's times when a person is chosen", async () => {
    const asked: (string | null)[] = [];
    server.use(
      http.get(api("/public/services/s1/slots"), ({ request }) => {
        asked.push(new URL(request.url).searchParams.get("resource_id"));
        return HttpResponse.json({ items: [TEN], time_zone: "America/New_York" });
      }),
    );
    const user = userEvent.setup();
    render(<BookPage business={business} />);
    await user.click(screen.getByRole("button", { name: /Haircut/ }));
    await user.click(await screen.findByRole("radio", { name: /Ben Costa/ }));
    await waitFor(() => expect(asked).toEqual([null, "r2"]));
  });
});

describe("booking a class", () => {
  const yoga = { ...business.services[0], id: "s1", name: "Yoga", capacity: 8, price_minor: 1500 };
  const show = () => render(<BookPage business={{ ...business, services: [yoga] as never }} />);

  it("says how many seats are left and takes a party", async () => {
    const asked: (string | null)[] = [];
    const held: unknown[] = [];
    server.use(
      http.get(api("/public/services/s1/slots"), ({ request }) => {
        asked.push(new URL(request.url).searchParams.get("party_size"));
        const items = [{ ...TEN, seats_left: 3 }];
        return HttpResponse.json({ items, time_zone: "America/New_York" });
      }),
      http.post(api("/public/holds"), async ({ request }) => {
        held.push(await request.json());
        return HttpResponse.json({ ...hold, expires_at: inMinutes(10) }, { status: 201 });
      }),
    );
    const user = userEvent.setup();
    show();
    expect(await screen.findByText("3 of 8 seats left")).toBeVisible();
    await user.selectOptions(screen.getByLabelText("How many of you come?"), "2");
    await waitFor(() => expect(asked).toContain("2"));
    expect(screen.getByText(/\$30/)).toBeVisible();
    await user.click(await screen.findByRole("button", { name: /10:00 AM EST/ }));
    await waitFor(() => expect(held).toHaveLength(1));
    expect(held[0]).toMatchObject({ service_id: "s1", party_size: 2 });
  });
});
