import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { appointment, slot } from "../../../test/samples";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { MyAppointment } from "../../api/generated/api.schemas";
import { BookingsView } from "./BookingsView";

const START = "2099-11-24T15:00:00Z";

function booked(more: Partial<MyAppointment> = {}): MyAppointment {
  const { notes: _notes, customer: _customer, ...own } = appointment("a1", START);
  return {
    ...own,
    can_cancel: true,
    can_move: true,
    cancellation: {
      window_hours: 24,
      fee_percent: 50,
      free_until: "2099-11-23T15:00:00Z",
      fee_now_minor: 0,
    },
    ...more,
  };
}

let mine: MyAppointment;
beforeEach(() => {
  mine = booked();
  server.use(
    http.get(api("/my/waitlist"), () => HttpResponse.json({ items: [] })),
    http.get(api("/my/appointments/:id/answers"), () =>
      HttpResponse.json({ questions: [], answers: [], can_answer: true, version: 1 }),
    ),
    http.get(api("/my/appointments"), () => HttpResponse.json({ items: [mine], next: null })),
    http.get(api("/my/appointments/a1/slots"), () =>
      HttpResponse.json({
        items: [slot("2099-11-24T18:00:00Z")],
        time_zone: "America/New_York",
      }),
    ),
  );
});

describe("my bookings", () => {
  it("puts one on the waitlist where a day is full", async () => {
    const sent: unknown[] = [];
    server.use(
      http.get(api("/my/appointments/a1/slots"), () =>
        HttpResponse.json({ items: [], time_zone: "America/New_York" }),
      ),
      http.get(api("/public/business"), () =>
        HttpResponse.json({ services: [{ id: "s1", name: "Haircut", staff: [], capacity: null }] }),
      ),
      http.post(api("/my/waitlist"), async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({ service: { name: "Haircut" } }, { status: 201 });
      }),
    );
    renderApp(<BookingsView links={null} />);
    await userEvent.click(await screen.findByRole("button", { name: "Move" }));
    const dialog = await screen.findByRole("dialog");
    await userEvent.click(await within(dialog).findByRole("button", { name: "Wait for a time" }));
    expect(await screen.findByText(/^Your booking on Tue, Nov 24.* stays\./)).toBeVisible();
    await userEvent.click(await screen.findByRole("button", { name: "Join the waitlist" }));
    expect(await screen.findByText(/You wait for Haircut/)).toBeVisible();
    expect(sent).toEqual([
      {
        service_id: "s1",
        from_day: "2099-11-24",
        until_day: "2099-11-30",
        from_minute: 0,
        until_minute: 1440,
        party_size: 1,
      },
    ]);
  });

  it("says what cancelling costs before anything is done", async () => {
    renderApp(<BookingsView links={null} />);
    expect(
      await screen.findByText(
        "Free to cancel until Mon, Nov 23, 10:00 AM EST. After that it costs 50 % of the price.",
      ),
    ).toBeInTheDocument();
  });

  it("puts the fee first in the question when it is late, and offers no move", async () => {
    mine = booked({
      can_move: false,
      cancellation: { ...booked().cancellation, fee_now_minor: 2400 },
    });
    const user = userEvent.setup();
    renderApp(<BookingsView links={null} />);
    await user.click(await screen.findByRole("button", { name: "Cancel booking" }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog).toHaveTextContent(
      /Cancelling now costs \$24, 50 % of the price\..*becomes free/,
    );
    expect(screen.queryByRole("button", { name: "Move" })).not.toBeInTheDocument();
  });

  it("moves to a free time with the reason, and says when that time is gone", async () => {
    const sent: unknown[] = [];
    server.use(
      http.post(api("/my/appointments/a1/move"), async ({ request }) => {
        sent.push(await request.json());
        return sent.length === 1
          ? problem(409, "slot-taken", "That time is already taken.")
          : HttpResponse.json(booked({ starts_at: "2099-11-24T18:00:00Z", version: 2 }));
      }),
    );
    const user = userEvent.setup();
    renderApp(<BookingsView links={null} />);
    await user.click(await screen.findByRole("button", { name: "Move" }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("Reason (optional)"), "a meeting");
    await user.click(await within(dialog).findByRole("button", { name: /^1:00 PM/ }));
    const act = within(dialog).getByRole("button", { name: /^Move to/ });
    await user.click(act);
    expect(await within(dialog).findByText("That time is already taken.")).toBeInTheDocument();
    await user.click(act);
    expect(
      await screen.findByText("Haircut is now on Tue, Nov 24, 1:00 PM EST."),
    ).toBeInTheDocument();
    const body = { starts_at: "2099-11-24T18:00:00Z", reason: "a meeting" };
    expect(sent).toEqual([body, body]);
  });

  it("offers nothing for what is over", async () => {
    mine = booked({ state: "completed", can_cancel: false, can_move: false });
    renderApp(<BookingsView links={null} />);
    await screen.findByText("Haircut");
    expect(screen.queryByRole("button", { name: /Cancel|Move/ })).not.toBeInTheDocument();
  });
});
