import { notifications } from "@mantine/notifications";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { me, renderApp, visiting } from "../../../test/render";
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
    open({ ...booked, state: "pending" }, visiting({ can_write }));
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
});
