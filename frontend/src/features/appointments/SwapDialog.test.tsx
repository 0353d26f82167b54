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

describe("two that change places", () => {
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

  const swapped = {
    ...booked,
    starts_at: other.starts_at,
    ends_at: other.ends_at,
    version: 2,
  };
  const theirs = { ...other, starts_at: booked.starts_at, ends_at: booked.ends_at, version: 5 };

  /** The two have changed places; then somebody did something to Abe Zane's. */
  async function undoSwapAfter(change: Partial<Appointment>) {
    const bodies: { appointments: { version: number }[] }[] = [];
    const now = { ...theirs, version: 6, ...change };
    serveDay(other);
    server.use(
      http.post(api("/appointments/swap"), async ({ request }) => {
        bodies.push((await request.json()) as (typeof bodies)[number]);
        const versions = bodies.at(-1)?.appointments.map(({ version }) => version);
        if (versions?.[1] === 5) return problem(412, "stale", "Someone changed this.");
        return HttpResponse.json({ items: [swapped, theirs] });
      }),
      http.get(api("/appointments/a1"), () => HttpResponse.json(swapped)),
      http.get(api("/appointments/a2"), () => HttpResponse.json(now)),
    );
    const { user } = open();
    const { dialog } = await openSwap(user);
    await user.click(within(dialog).getByRole("radio", { name: "Abe Zane" }));
    await user.click(within(dialog).getByRole("button", { name: "Swap with Abe Zane" }));
    await screen.findByText("Nia Nash and Abe Zane have changed places.");
    undoLastChange();
    return bodies;
  }

  it("takes a swap back over a note that somebody wrote meanwhile", async () => {
    const bodies = await undoSwapAfter({ notes: "Rings first" });
    expect(await screen.findByText("Taken back.")).toBeVisible();
    expect(bodies.at(-1)?.appointments.map(({ version }) => version)).toEqual([2, 6]);
  });

  it.each([
    [{ state: "cancelled" as const }, "Abe Zane: now cancelled"],
    [{ starts_at: "2026-11-24T19:00:00Z" }, "Abe Zane: now Tue, Nov 24, 2:00 PM EST"],
    [{ version: 7 }, "Abe Zane: changed more than once"],
  ])("says whose appointment stands otherwise and how: %o", async (change, said) => {
    const bodies = await undoSwapAfter(change);
    expect(await screen.findByText("It was changed in the meantime.")).toBeVisible();
    expect(screen.getByText(said)).toBeVisible();
    expect(bodies).toHaveLength(2);
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
