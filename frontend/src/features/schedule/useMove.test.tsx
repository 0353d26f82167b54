import { useQueryClient } from "@tanstack/react-query";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { appointment, resource, slot } from "../../../test/samples";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { Calendar } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { alternativeText, insteadOf } from "../../lib/alternatives";
import { undoLastChange } from "../../ui/toast";
import { movedCopy, movedInstead, wantedBy } from "./moves";
import { RefusedMove } from "./RefusedMove";
import { useMove } from "./useMove";

const ZONE = "America/New_York";
const before = appointment("a1", "2026-11-24T14:00:00Z");
const FROM = "2026-11-24T05:00:00Z";
const TO = "2026-11-25T05:00:00Z";
const range = keys.appointments.range(FROM, TO);
const TEN = Date.parse("2026-11-24T15:00:00Z");

function Mover() {
  const client = useQueryClient();
  const { move, refused, dismiss } = useMove({ zone: ZONE, locale: "en-US", nameOf: () => "Ben" });
  const shown = () => client.getQueryData<Calendar>(range)?.items[0];
  return (
    <>
      <button type="button" onClick={() => move({ appointment: shown() ?? before, instant: TEN })}>
        Move
      </button>
      {refused && (
        <RefusedMove
          refused={refused}
          zone={ZONE}
          locale="en-US"
          otherOf={() => null}
          onPick={(slot) => move(movedInstead(refused.move, slot.starts_at, null))}
          onAnyway={() => move({ ...refused.move, overlap: true })}
          onDismiss={dismiss}
        />
      )}
    </>
  );
}

function open() {
  const view = renderApp(<Mover />);
  view.client.setQueryData(range, { from: FROM, to: TO, items: [before] });
  const start = () => view.client.getQueryData<Calendar>(range)?.items[0]?.starts_at;
  return { ...view, start };
}

describe("moving", () => {
  it("shows at once, keeps what the server says, and offers to undo", async () => {
    const versions: (string | null)[] = [];
    server.use(
      http.post(api("/appointments/a1/move"), async ({ request }) => {
        const { starts_at } = (await request.json()) as { starts_at: string };
        versions.push(request.headers.get("If-Match"));
        return HttpResponse.json(appointment("a1", starts_at, { version: versions.length + 1 }));
      }),
      http.post(api("/appointments/a1/undo"), ({ request }) => {
        versions.push(request.headers.get("If-Match"));
        return HttpResponse.json({ ...before, version: 3 });
      }),
    );
    const user = userEvent.setup();
    const { start } = open();
    await user.click(screen.getByRole("button", { name: "Move" }));
    await screen.findByText("Nia Nash moved to Tue, Nov 24, 10:00 AM EST.");
    expect(start()).toBe("2026-11-24T15:00:00Z");
    expect(undoLastChange()).toBe(true);
    await expect.poll(start).toBe("2026-11-24T14:00:00Z");
    await expect.poll(() => versions).toEqual(['"1"', '"2"']);
    expect(undoLastChange()).toBe(false);
  });

  it("springs back with the reason and other times as buttons", async () => {
    let tries = 0;
    server.use(
      http.post(api("/appointments/a1/move"), async ({ request }) => {
        tries += 1;
        if (tries === 1) {
          return problem(409, "slot-taken", "That time is already taken.", {
            alternatives: [slot("2026-11-24T16:00:00Z")],
          });
        }
        const { starts_at } = (await request.json()) as { starts_at: string };
        return HttpResponse.json(appointment("a1", starts_at, { version: 2 }));
      }),
    );
    const user = userEvent.setup();
    const { start } = open();
    await user.click(screen.getByRole("button", { name: "Move" }));
    expect(await screen.findByText(/Nia Nash stays at .*already taken/)).toBeInTheDocument();
    expect(start()).toBe("2026-11-24T14:00:00Z");
    await user.click(screen.getByRole("button", { name: "Tue, Nov 24, 11:00 AM EST" }));
    await expect.poll(start).toBe("2026-11-24T16:00:00Z");
    expect(screen.queryByText(/stays at/)).not.toBeInTheDocument();
  });

  it("goes over what is there only when that is asked for", async () => {
    const sent: unknown[] = [];
    server.use(
      http.post(api("/appointments/a1/move"), async ({ request }) => {
        sent.push(await request.json());
        return sent.length === 1
          ? problem(409, "slot-taken", "That time is already taken.")
          : HttpResponse.json(appointment("a1", "2026-11-24T15:00:00Z", { version: 2 }));
      }),
    );
    const user = userEvent.setup();
    open();
    await user.click(screen.getByRole("button", { name: "Move" }));
    await user.click(await screen.findByRole("button", { name: "Move anyway, over the other" }));
    await screen.findByText("Nia Nash moved to Tue, Nov 24, 10:00 AM EST.");
    const starts_at = "2026-11-24T15:00:00Z";
    expect(sent).toEqual([{ starts_at }, { starts_at, overlap: true }]);
  });

  it("exchanges the row's resource and shifts every allocation", () => {
    const moved = movedCopy(
      { appointment: before, instant: TEN, swap: { from: "r1", to: "r2" } },
      () => "Ben Costa",
    );
    expect(moved.allocations[0]).toMatchObject({
      resource_id: "r2",
      resource_name: "Ben Costa",
      starts_at: "2026-11-24T15:00:00Z",
    });
  });
});

describe("a free time with somebody else", () => {
  const ben = resource("r2", "Ben Cole");
  const dragged = { appointment: before, instant: TEN, swap: { from: "r1", to: "r3" } };

  it("is meant for the row it was dragged to, else for whoever has it", () => {
    expect(wantedBy(dragged)).toBe("r3");
    expect(wantedBy({ appointment: before, instant: TEN })).toBe("r1");
  });

  it("takes the appointment from whoever has it", () => {
    const moved = movedInstead(dragged, "2026-11-24T16:00:00Z", ben);
    expect(moved.swap).toEqual({ from: "r1", to: "r2" });
    expect(moved.instant).toBe(Date.parse("2026-11-24T16:00:00Z"));
    expect(movedInstead(dragged, "2026-11-24T16:00:00Z", null).swap).toEqual(dragged.swap);
  });

  it("is said by name", () => {
    const free = slot("2026-11-24T15:00:00Z", ["r2"]);
    expect(insteadOf(free, "r1", [ben])).toBe(ben);
    expect(insteadOf(free, "r2", [ben])).toBeNull();
    expect(alternativeText(free, ben, ZONE, "en-US")).toMatch(/10:00 AM.* with Ben Cole$/);
  });
});

describe("another length", () => {
  it("shows at once in every part of the copy", () => {
    const longer = movedCopy({ appointment: before, instant: TEN, minutes: 75 }, () => "");
    expect(longer.ends_at).toBe("2026-11-24T16:15:00Z");
    expect(longer.allocations.map(({ ends_at }) => ends_at)).toEqual([longer.ends_at]);
  });
});
