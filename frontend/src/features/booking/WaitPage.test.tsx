import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { booking, business } from "../../../test/samples";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { PublicWait } from "../../api/generated/api.schemas";
import { WaitPage } from "./WaitPage";

const offer: PublicWait["offer"] = {
  starts_at: "2099-11-24T15:00:00Z",
  ends_at: "2099-11-24T15:45:00Z",
  time_zone: "America/New_York",
  staff_name: "Ana Reyes",
  location: { name: "Northside", address: "12 Main Street" },
  price_minor: 4800,
  currency: "USD",
  payment: { methods: [], is_required: false },
  expires_at: "2099-11-24T13:00:00Z",
};

let wait: PublicWait;
beforeEach(() => {
  wait = {
    state: "waiting",
    place: 2,
    service_id: "s1",
    service_name: "Haircut",
    requires_approval: false,
    staff_name: null,
    seats: 1,
    from_day: "2099-11-23",
    until_day: "2099-11-27",
    from_minute: 0,
    until_minute: 1440,
    offer: null,
    questions: [],
    manage_token: null,
  };
  server.use(
    http.get(api("/public/waitlist/t1"), () => HttpResponse.json(wait)),
    http.get(api("/public/bookings/:token/contracts"), () => HttpResponse.json({ items: [] })),
  );
});

describe("a place on the waitlist", () => {
  it("says how manieth one is, and is left after a question", async () => {
    server.use(
      http.post(api("/public/waitlist/t1/leave"), () =>
        HttpResponse.json({ ...wait, state: "left", place: null }),
      ),
    );
    render(<WaitPage token="t1" business={business} />);
    await screen.findByRole("heading", { name: "You are number 2 in line" });
    fireEvent.click(screen.getByRole("button", { name: "Leave the waitlist" }));
    const [, leave] = screen.getAllByRole("button", { name: "Leave the waitlist", hidden: true });
    fireEvent.click(leave as HTMLElement);
    await screen.findByRole("heading", { name: "You are off the waitlist" });
  });

  it("takes the time that is kept", async () => {
    Object.assign(wait, { state: "offered", offer });
    server.use(http.post(api("/public/waitlist/t1/accept"), () => HttpResponse.json(booking)));
    render(<WaitPage token="t1" business={business} />);
    fireEvent.click(await screen.findByRole("button", { name: "Take this time" }));
    expect(await screen.findByRole("heading", { name: "You are booked" })).toBeInTheDocument();
  });

  it("says so when somebody comes too late", async () => {
    Object.assign(wait, { state: "offered", offer });
    server.use(
      http.post(api("/public/waitlist/t1/accept"), () => {
        Object.assign(wait, { state: "waiting", offer: null });
        return problem(409, "offer-over", "This offer is over.");
      }),
    );
    render(<WaitPage token="t1" business={business} />);
    fireEvent.click(await screen.findByRole("button", { name: "Take this time" }));
    expect(
      await screen.findByRole("heading", { name: "You are number 2 in line" }),
    ).toBeInTheDocument();
    expect(screen.getByRole("alert")).toHaveTextContent("This offer is over.");
  });

  it.each([
    ["2020-01-31", /the days you waited for are over/],
    ["2099-11-27", /ran out without an answer/],
  ])("says why nobody waits any more, and leads back to the list: %s", async (until_day, why) => {
    Object.assign(wait, { state: "passed", place: null, from_day: "2020-01-01", until_day });
    render(<WaitPage token="t1" business={business} />);
    expect(await screen.findByText(why)).toBeVisible();
    fireEvent.click(screen.getByRole("button", { name: "Wait again" }));
    expect(screen.getByRole("heading", { name: "Wait for Haircut" })).toBeInTheDocument();
  });

  it("leads to no list of what is not offered any more", async () => {
    Object.assign(wait, { state: "passed", place: null, service_id: "gone" });
    render(<WaitPage token="t1" business={business} />);
    expect(await screen.findByRole("link", { name: "See free times" })).toBeVisible();
    expect(screen.queryByRole("button", { name: "Wait again" })).not.toBeInTheDocument();
  });

  it("says how to wait again where the link opens nothing", async () => {
    server.use(http.get(api("/public/waitlist/t1"), () => problem(404, "not-found", "Nothing.")));
    render(<WaitPage token="t1" business={business} />);
    expect(await screen.findByText(/To be on the waitlist again/)).toBeVisible();
  });

  it("leads who took the time to their booking", async () => {
    Object.assign(wait, { state: "booked", place: null, manage_token: "m1" });
    render(<WaitPage token="t1" business={business} />);
    const link = await screen.findByRole("link", { name: "See your booking" });
    expect(link).toHaveAttribute("href", "/b/m1");
  });

  it("says where the way to a booking is whose link is not known", async () => {
    Object.assign(wait, { state: "booked", place: null });
    render(<WaitPage token="t1" business={business} />);
    expect(await screen.findByText(/The confirmation in your inbox/)).toBeVisible();
    expect(screen.queryByRole("link", { name: "See your booking" })).not.toBeInTheDocument();
  });
});
