import { notifications } from "@mantine/notifications";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { me, renderApp } from "../../../test/render";
import { appointment } from "../../../test/samples";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { Appointment } from "../../api/generated/api.schemas";
import { undoLastChange } from "../../ui/toast";
import { AppointmentActs } from "./AppointmentActs";
import { stepsOf } from "./steps";

const START = "2026-11-24T15:00:00Z";
const booked = appointment("a1", START);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-24T15:05:00Z") });
});
afterEach(() => {
  notifications.clean();
  vi.useRealTimers();
});

function open(shown: Appointment = booked, who = me) {
  const onMove = vi.fn();
  renderApp(<AppointmentActs appointment={shown} locale="en-US" onMove={onMove} />, { who });
  return { onMove, user: userEvent.setup() };
}

const buttons = () => screen.getAllByRole("button").map((each) => each.textContent);

describe("what can be done next", () => {
  it.each([
    ["pending", "2026-11-24T15:05:00Z", ["approve"]],
    ["confirmed", "2026-11-24T02:59:59Z", []],
    ["confirmed", "2026-11-24T03:00:00Z", ["checkIn", "start"]],
    ["confirmed", "2026-11-24T15:00:00Z", ["checkIn", "start", "complete", "noShow"]],
    ["checked_in", "2026-11-24T15:05:00Z", ["start", "complete", "reopen"]],
    ["in_progress", "2026-11-24T15:05:00Z", ["complete", "reopen"]],
    ["completed", "2026-11-24T15:05:00Z", ["reopen"]],
    ["no_show", "2026-11-24T15:05:00Z", ["reopen"]],
    ["cancelled", "2026-11-24T15:05:00Z", ["restore"]],
    ["expired", "2026-11-24T15:05:00Z", []],
  ] as const)("of %s at %s", (state, now, steps) => {
    expect(stepsOf({ ...booked, state }, Date.parse(now))).toEqual(steps);
  });
});

describe("acts of an appointment", () => {
  it.each([true, false])("are there on a visit that may act (%s) alone", (can_write) => {
    const visit = {
      id: "v1",
      kind: "masquerade",
      mode: can_write ? "act" : "view",
      reason: "Their Monday",
      actor: { name: "Sam", email: "sam@example.com", role: "PLATFORM_SUPPORT" },
      expires_at: "2026-11-24T16:00:00Z",
      can_write,
      return_url: "/",
    };
    open({ ...booked, state: "pending" }, { ...me, visit });
    expect(screen.queryAllByRole("button", { name: "Approve" })).toHaveLength(can_write ? 1 : 0);
    expect(screen.queryAllByRole("button", { name: "Move" })).toHaveLength(can_write ? 1 : 0);
  });

  it("takes the next step in the version seen and takes it back", async () => {
    const seen: (string | null)[] = [];
    server.use(
      http.post(api("/appointments/a1/check-in"), ({ request }) => {
        seen.push(request.headers.get("If-Match"));
        return HttpResponse.json({ ...booked, state: "checked_in", version: 2 });
      }),
      http.post(api("/appointments/a1/undo"), ({ request }) => {
        seen.push(request.headers.get("If-Match"));
        return HttpResponse.json({ ...booked, version: 3 });
      }),
    );
    const { user } = open();
    await user.click(screen.getByRole("button", { name: "Check in" }));
    expect(await screen.findByText("Nia Nash is checked in.")).toBeInTheDocument();
    expect(undoLastChange()).toBe(true);
    expect(await screen.findByText("Taken back.")).toBeInTheDocument();
    expect(seen).toEqual(['"1"', '"2"']);
  });

  it("says when somebody else was faster and shows how it stands", async () => {
    let loads = 0;
    server.use(
      http.post(api("/appointments/a1/check-in"), () =>
        problem(412, "stale", "Someone changed this in the meantime."),
      ),
      http.get(api("/appointments/a1"), () => {
        loads += 1;
        return HttpResponse.json({ ...booked, state: "cancelled", version: 2 });
      }),
    );
    const { user } = open();
    await user.click(screen.getByRole("button", { name: "Check in" }));
    expect(await screen.findByText("Someone changed this in the meantime.")).toBeInTheDocument();
    await expect.poll(() => loads).toBe(1);
  });

  it("locks what is completed", () => {
    open({ ...booked, state: "completed" });
    expect(buttons()).toEqual(["Reopen"]);
  });

  it("keeps the reason of a cancellation and can put it back", async () => {
    const bodies: unknown[] = [];
    server.use(
      http.post(api("/appointments/a1/cancel"), async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json({ ...booked, state: "cancelled", version: 2 });
      }),
    );
    const { user } = open();
    await user.click(screen.getByRole("button", { name: "Cancel appointment" }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("Reason (optional)"), "ill");
    await user.click(within(dialog).getByRole("button", { name: "Cancel appointment" }));
    expect(
      await screen.findByText("The appointment of Nia Nash is cancelled."),
    ).toBeInTheDocument();
    expect(bodies).toEqual([{ reason: "ill", notify: true }]);
  });

  it("asks for an answer to a request, not to what waits for a signature alone", async () => {
    const { user } = open({ ...booked, state: "pending", waits_for_signature: true });
    expect(screen.queryByRole("button", { name: /Approve/ })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "More for Nia Nash" }));
    expect(await screen.findByRole("menuitem", { name: "Approve anyway" })).toBeVisible();
    open({ ...booked, state: "pending" });
    expect(screen.getByRole("button", { name: "Approve" })).toBeVisible();
  });

  it("offers nothing to who only looks", () => {
    open(booked, { ...me, permissions: ["use_calendar"] });
    expect(screen.queryByRole("button")).not.toBeInTheDocument();
  });

  async function openSwap(user: ReturnType<typeof userEvent.setup>) {
    await user.click(screen.getByRole("button", { name: "More for Nia Nash" }));
    await user.click(await screen.findByRole("menuitem", { name: "Swap with…" }));
    const dialog = await screen.findByRole("dialog");
    return { dialog, choices: await within(dialog).findAllByRole("radio") };
  }

  const customer = { id: "c2", name: "Abe Zane", email: null, phone: null };
  const other = appointment("a2", "2026-11-24T17:00:00Z", { customer, version: 4 });

  function serveDay(...others: Appointment[]) {
    vi.setSystemTime("2026-11-24T14:00:00Z");
    server.use(
      http.get(api("/services"), () => HttpResponse.json({ items: [], next: null })),
      http.get(api("/calendar"), () =>
        HttpResponse.json({ from: START, to: START, items: [booked, ...others] }),
      ),
    );
  }

  it("swaps with another of the day, and back", async () => {
    const over = appointment("a3", "2026-11-24T18:00:00Z", { state: "completed" });
    const begun = appointment("a4", "2026-11-24T13:59:00Z");
    const bodies: unknown[] = [];
    serveDay(other, over, begun);
    server.use(
      http.post(api("/appointments/swap"), async ({ request }) => {
        bodies.push(await request.json());
        const items = [booked, other].map((each) => ({ ...each, version: each.version + 1 }));
        return HttpResponse.json({ items });
      }),
    );
    const { user } = open();
    const { dialog, choices } = await openSwap(user);
    expect(choices).toHaveLength(1);
    await user.click(within(dialog).getByRole("radio", { name: "Abe Zane" }));
    await user.click(within(dialog).getByRole("button", { name: "Swap with Abe Zane" }));
    expect(
      await screen.findByText("Nia Nash and Abe Zane have changed places."),
    ).toBeInTheDocument();
    expect(undoLastChange()).toBe(true);
    const pair = (one: number, two: number) => ({
      appointments: [
        { id: "a1", version: one },
        { id: "a2", version: two },
      ],
      notify: true,
    });
    await expect.poll(() => bodies).toEqual([pair(1, 4), pair(2, 5)]);
  });

  it("does not swap what has begun", async () => {
    const { user } = open();
    await user.click(screen.getByRole("button", { name: "More for Nia Nash" }));
    await screen.findByRole("menuitem", { name: "Start" });
    expect(screen.queryByRole("menuitem", { name: "Swap with…" })).not.toBeInTheDocument();
  });

  it("says who could not give what, before a swap is asked for", async () => {
    const colour = { id: "s2", name: "Colour", color: "#7c5cff" };
    const requires = (resource_ids: string[]) => [{ kind: "staff", resource_ids }];
    const able = appointment("a5", "2026-11-24T18:00:00Z", {
      customer: { ...customer, name: "Bo" },
    });
    serveDay({ ...other, service: colour }, able);
    server.use(
      http.get(api("/services"), () =>
        HttpResponse.json({
          items: [
            { ...booked.service, requirements: requires(["r1"]) },
            { ...colour, requirements: requires(["r2"]) },
          ],
          next: null,
        }),
      ),
    );
    const { user } = open();
    const { dialog, choices } = await openSwap(user);
    const said = `${booked.allocations[0]?.resource_name} does not give Colour.`;
    expect(await within(dialog).findByText(said)).toBeVisible();
    expect(choices.map((each) => (each as HTMLInputElement).disabled)).toEqual([false, true]);
    expect(choices[0]).toHaveAccessibleName("Bo");
  });

  it("says which of the two does not fit", async () => {
    serveDay(other);
    server.use(
      http.post(api("/appointments/swap"), () =>
        problem(409, "slot-taken", "That time is already taken.", { appointment_id: "a2" }),
      ),
    );
    const { user } = open();
    const { dialog } = await openSwap(user);
    await user.click(within(dialog).getByRole("radio", { name: "Abe Zane" }));
    await user.click(within(dialog).getByRole("button", { name: "Swap with Abe Zane" }));
    expect(await within(dialog).findByRole("alert")).toHaveTextContent(
      /already taken.*Abe Zane \(Haircut\) would have had the place of Nia Nash/,
    );
  });
});
