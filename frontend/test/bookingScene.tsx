import { render, screen } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { beforeEach, vi } from "vitest";
import type { PaymentAsked, Question } from "../src/api/generated/api.schemas";
import { BookPage } from "../src/features/booking/BookPage";
import { business, slot } from "./samples";
import { api, HttpResponse, http, problem, server } from "./server";

export const TEN = slot("2026-11-24T15:00:00Z");
export const NOON = slot("2026-11-24T17:00:00Z");
export const hold = {
  token: "hold-1",
  starts_at: TEN.starts_at,
  ends_at: TEN.ends_at,
  staff_name: "Ana Reyes",
  questions: [] as Question[],
  payment: { methods: [], is_required: false } as PaymentAsked,
};

export const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

/** On the day before, ten and noon are free, and a hold lasts ten minutes. */
export function prepareBooking(): void {
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
}

export async function chooseTen(user: UserEvent) {
  render(<BookPage business={business} />);
  await user.click(screen.getByRole("button", { name: /Haircut/ }));
  await user.click(await screen.findByRole("button", { name: /10:00 AM EST/ }));
}
