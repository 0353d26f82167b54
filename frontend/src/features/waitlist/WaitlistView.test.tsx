import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { lookingOnly, me, renderApp } from "../../../test/render";
import { api, HttpResponse, http, server } from "../../../test/server";
import type { WaitlistEntry } from "../../api/generated/api.schemas";
import { WaitlistView } from "./WaitlistView";

function entry(id: string, name: string, more: Partial<WaitlistEntry> = {}): WaitlistEntry {
  return {
    id,
    state: "waiting",
    place: 1,
    customer: { id: `c-${id}`, name, email: null, phone: null },
    service: { id: "s1", name: "Haircut", color: "#7c5cff" },
    resource_id: null,
    resource_name: null,
    seats: 1,
    from_day: "2099-11-23",
    until_day: "2099-11-27",
    from_minute: 0,
    until_minute: 720,
    offer: null,
    created_at: "2026-11-01T12:00:00Z",
    version: 3,
    ...more,
  };
}

let entries: WaitlistEntry[];
beforeEach(() => {
  entries = [entry("e1", "Nia Nash"), entry("e2", "Omar Ost", { place: 2 })];
  server.use(
    http.get(api("/services"), () => HttpResponse.json({ items: [], next: null })),
    http.get(api("/waitlist"), () => HttpResponse.json({ items: entries, next: null })),
  );
});

function show(who = me) {
  renderApp(
    <WaitlistView customerField={() => null} timeField={() => null} onOpenCustomer={() => {}} />,
    { who },
  );
}

describe("the waitlist", () => {
  it("lists people in their order with what they wait for", async () => {
    show();
    await screen.findByText("Nia Nash");
    const rows = screen.getAllByRole("listitem").map((row) => row.textContent);
    expect(rows[0]).toMatch(/^1Nia Nash.*Morning, before 12:00.*Waiting/);
    expect(rows[1]).toMatch(/^2Omar Ost/);
  });

  it("offers no act to whoever may look only", async () => {
    show(lookingOnly);
    await screen.findByText("Nia Nash");
    expect(screen.getAllByRole("button").map((each) => each.textContent)).toEqual([
      "Nia Nash",
      "Omar Ost",
    ]);
  });

  it("takes somebody off and puts them back", async () => {
    const called: string[] = [];
    server.use(
      http.post(api("/waitlist/e1/:act"), ({ params, request }) => {
        const isRemoved = params.act === "remove";
        called.push(`${params.act} ${request.headers.get("If-Match")}`);
        entries = isRemoved ? entries.slice(1) : [entry("e1", "Nia Nash"), ...entries];
        return HttpResponse.json(entry("e1", "Nia Nash", { state: "left", version: 4 }));
      }),
    );
    show();
    fireEvent.click(await screen.findByRole("button", { name: "Take Nia Nash off the waitlist" }));
    const undo = await screen.findByRole("button", { name: "Undo" });
    await waitFor(() => expect(screen.queryByText("Nia Nash")).not.toBeInTheDocument());
    fireEvent.click(undo);
    await screen.findByText("Nia Nash");
    expect(called).toEqual(['remove "3"', 'restore "4"']);
  });

  it("offers no second time to whoever has an offer", async () => {
    const offer = {
      appointment_id: "a1",
      starts_at: "2099-11-24T15:00:00Z",
      ends_at: "2099-11-24T15:45:00Z",
      time_zone: "America/New_York",
      expires_at: "2099-11-24T13:00:00Z",
    };
    entries = [entry("e1", "Nia Nash", { state: "offered", offer })];
    show();
    const row = within((await screen.findByText("Nia Nash")).closest("li") as HTMLElement);
    expect(row.getByText(/answer by .*8:00 AM/)).toBeInTheDocument();
    expect(row.queryByRole("button", { name: /Offer a time/ })).not.toBeInTheDocument();
  });
});
