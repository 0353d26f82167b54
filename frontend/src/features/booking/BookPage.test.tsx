import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { booking, business, slot } from "../../../test/samples";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { Question } from "../../api/generated/api.schemas";
import { BookPage } from "./BookPage";

const TEN = slot("2026-11-24T15:00:00Z");
const NOON = slot("2026-11-24T17:00:00Z");
const hold = {
  token: "hold-1",
  starts_at: TEN.starts_at,
  ends_at: TEN.ends_at,
  staff_name: "Ana Reyes",
  questions: [] as Question[],
};

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-23T15:00:00Z"), toFake: ["Date"] });
  server.use(
    http.get(api("/public/services/s1/slots"), () =>
      HttpResponse.json({ items: [TEN, NOON], time_zone: "America/New_York" }),
    ),
    http.get(api("/public/bookings/:token/contracts"), () => HttpResponse.json({ items: [] })),
    http.post(api("/public/socket-ticket"), () => problem(503, "unavailable", "Away.")),
    http.post(api("/public/holds"), () =>
      HttpResponse.json({ ...hold, expires_at: inMinutes(10) }, { status: 201 }),
    ),
    http.post(api("/public/holds/release"), () => new HttpResponse(null, { status: 204 })),
  );
  return () => vi.useRealTimers();
});

async function chooseTen(user: ReturnType<typeof userEvent.setup>) {
  render(<BookPage business={business} />);
  await user.click(screen.getByRole("button", { name: /Haircut/ }));
  await user.click(await screen.findByRole("button", { name: /10:00 AM EST/ }));
}

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
    expect(await screen.findByRole("heading", { name: "You are booked" })).toHaveFocus();
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
