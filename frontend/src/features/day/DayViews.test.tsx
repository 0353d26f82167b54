import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { me, renderApp } from "../../../test/render";
import { appointment, resource } from "../../../test/samples";
import { api, HttpResponse, http, server } from "../../../test/server";
import type { Appointment, Me } from "../../api/generated/api.schemas";
import { MyDayView } from "./MyDayView";
import { TodayView } from "./TodayView";

const NOON = "2026-11-24T17:00:00Z";
const staff: Me = {
  ...me,
  user: { ...me.user, role: "TENANT_STAFF", resource_id: "r1" },
  permissions: ["use_calendar", "manage_appointments", "keep_attendance", "view_setup"],
};
const named = (id: string, at: string, name: string, more: Partial<Appointment> = {}) =>
  appointment(id, at, { customer: { id, name, email: null, phone: "+1 555 0100" }, ...more });
const theirs = named("b1", "2026-11-24T18:00:00Z", "Zoe Other", {
  allocations: [{ ...appointment("b1", NOON).allocations[0], resource_id: "r2" } as never],
});
let items: Appointment[] = [];
let pending: Appointment[] = [];
let working: object[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse(NOON) });
  pending = [];
  working = [];
  items = [
    named("a3", "2026-11-24T20:00:00Z", "Lia Later"),
    named("a1", "2026-11-24T14:00:00Z", "Dan Done", { state: "completed" }),
    named("a2", "2026-11-24T16:45:00Z", "Ira Inside", { state: "in_progress" }),
    named("a4", "2026-11-24T18:00:00Z", "Nel Next", { notes: "Allergic to nuts" }),
    named("a5", "2026-11-24T21:00:00Z", "Held", { state: "hold" }),
    theirs,
  ];
  server.use(
    http.get(api("/calendar"), () => HttpResponse.json({ from: NOON, to: NOON, items })),
    http.get(api("/resources"), () =>
      HttpResponse.json({ items: [resource("r1", "Ana Reyes")], next: null }),
    ),
    http.get(api("/working-times"), () => HttpResponse.json({ items: working, away: [] })),
    http.get(api("/locations"), () => HttpResponse.json({ items: [], next: null })),
    http.get(api("/appointments"), () => HttpResponse.json({ items: pending, next: null })),
  );
});
afterEach(() => {
  vi.useRealTimers();
});

function openMyDay(who: Me = staff) {
  const onOpen = vi.fn();
  renderApp(
    <MyDayView
      onOpen={onOpen}
      linksOf={() => null}
      buttonsOf={({ id }) => <button type="button">Finish {id}</button>}
      menuOf={({ id }) => <button type="button">More {id}</button>}
    />,
    { who },
  );
  return { onOpen, user: userEvent.setup() };
}

const section = async (name: string) => {
  const heading = await screen.findByRole("heading", { name });
  return within(heading.parentElement as HTMLElement);
};

describe("my day", () => {
  it("shows who is here, who is next, the rest and what is done, and nobody else's", async () => {
    openMyDay();
    expect((await section("Now")).getByText("Ira Inside")).toBeInTheDocument();
    expect((await section("Now")).getByRole("button", { name: "Finish a2" })).toBeInTheDocument();
    expect((await section("Next")).getByText("Nel Next")).toBeInTheDocument();
    expect((await section("Next")).getByText("Allergic to nuts")).toBeInTheDocument();
    expect((await section("Later")).getByText("Lia Later")).toBeInTheDocument();
    expect((await section("Done")).getByText("Dan Done")).toBeInTheDocument();
    expect(screen.getByText(/3 to come, 1 done/)).toBeInTheDocument();
    expect(screen.queryByText("Zoe Other")).not.toBeInTheDocument();
    expect(screen.queryByText("Held")).not.toBeInTheDocument();
  });

  it("opens an appointment and calls its customer", async () => {
    const { onOpen, user } = openMyDay();
    await user.click(await screen.findByRole("button", { name: "Nel Next" }));
    expect(onOpen).toHaveBeenCalledWith("a4");
    const next = await section("Next");
    expect(next.getByRole("link")).toHaveAttribute("href", "tel:+1 555 0100");
  });

  it("says so when nothing is booked", async () => {
    items = [theirs];
    openMyDay();
    expect(await screen.findByText("Nothing is booked for you today.")).toBeInTheDocument();
  });

  it("tells whoever has no calendar where it comes from", async () => {
    openMyDay({ ...staff, user: { ...staff.user, resource_id: null } });
    expect(await screen.findByText("You have no calendar of your own yet.")).toBeInTheDocument();
  });
});

function openToday(who: Me = me) {
  const onOpen = vi.fn();
  renderApp(
    <TodayView
      onOpen={onOpen}
      menuOf={({ id }) => <button type="button">More {id}</button>}
      answersOf={({ id }) => <button type="button">Approve {id}</button>}
      contracts={null}
    />,
    { who },
  );
  return { onOpen, user: userEvent.setup() };
}

describe("today", () => {
  it("lists what is coming, by time, for whoever sees everybody", async () => {
    openToday();
    await screen.findByText("Zoe Other");
    const rows = (await section("Next")).getAllByRole("listitem");
    const names = rows.map((row) => row.querySelector("strong")?.textContent);
    expect(names).toEqual(["Ira Inside", "Nel Next", "Zoe Other", "Lia Later"]);
  });

  it("shows staff their own only", async () => {
    openToday(staff);
    await screen.findByText("Nel Next");
    expect(screen.queryByText("Zoe Other")).not.toBeInTheDocument();
  });

  it("puts requests of whatever day first, with their answers", async () => {
    pending = [
      named("p2", "2026-12-04T15:00:00Z", "Second", { state: "pending" }),
      named("p1", "2026-12-01T15:00:00Z", "First", { state: "pending" }),
    ];
    const { onOpen, user } = openToday();
    const waiting = await section("2 requests wait for an answer");
    const names = waiting.getAllByRole("listitem").map((row) => row.querySelector("strong"));
    expect(names.map((name) => name?.textContent)).toEqual(["First", "Second"]);
    expect(waiting.getByRole("button", { name: "Approve p1" })).toBeInTheDocument();
    await user.click(waiting.getByRole("button", { name: /^First/ }));
    expect(onOpen).toHaveBeenCalledWith("p1");
  });

  it("does not ask for an answer to what waits for a signature alone", async () => {
    pending = [
      named("p1", "2026-12-01T15:00:00Z", "Asks", { state: "pending" }),
      named("p2", "2026-12-04T15:00:00Z", "Signs", { state: "pending", waits_for_signature: true }),
    ];
    const { onOpen, user } = openToday();
    const answers = await section("1 request waits for an answer");
    expect(answers.queryByText("Signs")).not.toBeInTheDocument();
    const signatures = await section("1 booking waits for a signature");
    expect(signatures.getByRole("button", { name: "More p2" })).toBeInTheDocument();
    expect(signatures.queryByRole("button", { name: /Approve/ })).not.toBeInTheDocument();
    await user.click(signatures.getByRole("button", { name: /^Signs/ }));
    expect(onOpen).toHaveBeenCalledWith("p2");
  });

  it("says how full everybody's hours are, overlaps and no-shows left out", async () => {
    const hours = { starts_at: "2026-11-24T14:00:00Z", ends_at: "2026-11-24T17:00:00Z" };
    working = [{ resource_id: "r1", windows: [hours] }];
    items = [
      named("a1", "2026-11-24T14:00:00Z", "One"),
      named("a2", "2026-11-24T14:15:00Z", "Over one"),
      named("a3", "2026-11-24T15:30:00Z", "Nobody", { state: "no_show" }),
    ];
    openToday();
    expect(await screen.findByText("1 h of 3 h")).toBeInTheDocument();
    expect(screen.getByRole("progressbar", { name: "Ana Reyes: 33 % booked" })).toBeInTheDocument();
  });

  it("shows no panel without something in it", async () => {
    items = [];
    openToday();
    expect(await screen.findByText("Nothing is booked today.")).toBeInTheDocument();
    expect(screen.getAllByRole("heading").map((each) => each.textContent)).toEqual([
      "Today",
      "Next",
    ]);
  });
});

describe("blocking time", () => {
  it("blocks a part of today, and takes it back", async () => {
    const sent: unknown[] = [];
    let off: object[] = [];
    server.use(
      http.get(api("/affected-appointments"), () => HttpResponse.json({ items: [], next: null })),
      http.get(api("/time-off"), () => HttpResponse.json({ items: off, next: null })),
      http.post(api("/time-off"), async ({ request }) => {
        const body = (await request.json()) as object;
        sent.push(body);
        off = [{ id: "t1", ...body }];
        return HttpResponse.json(off[0], { status: 201 });
      }),
      http.delete(api("/time-off/t1"), () => {
        off = [];
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const { user } = openMyDay({ ...staff, permissions: [...staff.permissions, "take_time_off"] });
    await user.click(await screen.findByRole("button", { name: "Block time" }));
    await user.click(await screen.findByRole("button", { name: "1 h" }));
    await user.click(screen.getByRole("button", { name: "Block it" }));
    const back = await screen.findByRole("button", { name: /^Take back time off from/ });
    expect(sent).toEqual([
      {
        resource_id: "r1",
        starts_at: "2026-11-24T17:15:00Z",
        ends_at: "2026-11-24T18:15:00Z",
        reason: "",
      },
    ]);
    await user.click(back);
    await waitFor(() => expect(screen.queryByText("Blocked")).not.toBeInTheDocument());
  });
});
