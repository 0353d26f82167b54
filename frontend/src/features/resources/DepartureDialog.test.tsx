import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { renderApp } from "../../../test/render";
import { departure } from "../../../test/samples";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type {
  Departure,
  DeparturePreview,
  DepartureWish,
  Resource,
} from "../../api/generated/api.schemas";
import { backWith, outcomeOf } from "./DepartureResult";
import { ResourceForm } from "./ResourceForm";

const resource: Resource = {
  id: "r1",
  location_id: "l1",
  kind: "staff",
  name: "Mia",
  color: "#5250d6",
  capacity: 1,
  user_id: null,
  position: 0,
  is_active: true,
  version: 2,
  hours: [],
};

const ahead = (id: string, reason: string | null = null) => ({
  id,
  starts_at: "2026-12-01T15:00:00Z",
  service: "Cut",
  customer: "Ann",
  reason,
});

const preview = {
  count: 2,
  tried: 2,
  fit: 0,
  items: [ahead("a1"), ahead("a2")],
  clashes: [] as DeparturePreview["clashes"],
  stand_ins: [{ id: "r2", name: "Noor", services: 1 }],
};

const off = { ...resource, is_active: false, version: 3 };
let now: Departure;

beforeEach(() => {
  now = departure({});
  server.use(
    http.get(api("/locations"), () => HttpResponse.json({ items: [], next: null })),
    http.patch(api("/resources/r1"), () => problem(409, "resource-has-appointments", "Say.")),
    http.post(api("/resources/r1/preview-deactivation"), async ({ request }) => {
      const wish = (await request.json()) as DepartureWish;
      const moves = { fit: 1, clashes: [ahead("a2", "That time is taken.")] };
      return HttpResponse.json({ ...preview, ...(wish.do === "move" && moves) });
    }),
    http.get(api("/resources/r1/departures"), () => HttpResponse.json({ items: [] })),
    http.get(api("/departures/d1"), () => HttpResponse.json(now)),
    http.get(api("/departures/d1/left-behind"), () =>
      HttpResponse.json({ items: [ahead("a2", "That time is taken.")], next: null }),
    ),
  );
});

async function switchOff(onClose = () => {}) {
  renderApp(<ResourceForm kind="staff" resource={resource} onClose={onClose} />);
  fireEvent.click(await screen.findByRole("switch", { name: "Can be booked" }));
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
}

describe("what a departure came to", () => {
  it("keeps a person bookable, who is no thing", async () => {
    await switchOff();
    expect(await screen.findByRole("button", { name: "Keep Mia bookable" })).toBeVisible();
  });

  const over = { state: "done", deletes: true, moved: 2 } as const;
  it.each([
    [{ stayed: 0, is_deleted: true }, "Mia is deleted: 2 appointments moved."],
    [{ stayed: 1 }, /Mia is off: 2 .* 1 appointment left. Move what is left, then delete again/],
    [{ stayed: 0 }, /Mia is off: 2 appointments moved. Somebody is booking or is offered a time/],
  ])("says whether it is deleted, and if not, why", (more, told) => {
    expect(outcomeOf("Mia", departure({ ...over, ...more }))).toMatch(told);
  });
});

describe("what taking it back came to", () => {
  it.each([
    [{ do: "leave" }, "Mia is back. No appointment had been moved or cancelled."],
    [{ moved: 1, taken_back: 1 }, "Mia is back, with 1 appointment as before."],
    [{ moved: 2, taken_back: 1 }, "Mia is back, with 1 of 2 appointments as before."],
    [{ cancelled: 2 }, "Mia is back, with none of 2 appointments as before."],
  ] as const)("says how many of those that went are as before", (more, told) => {
    expect(backWith("Mia", departure({ state: "undone", ...more }))).toBe(told);
  });
});

describe("switching off somebody with appointments", () => {
  it("asks where they go, says which do not fit, and follows the decision to its end", async () => {
    const sent: unknown[] = [];
    server.use(
      http.post(api("/resources/r1/deactivate"), async ({ request }) => {
        sent.push(await request.json(), request.headers.get("If-Match"));
        return HttpResponse.json({ departure: now, resource: off }, { status: 202 });
      }),
      http.post(api("/departures/d1/undo"), () => {
        now = departure({ state: "undone", moved: 1, taken_back: 1, to_settle: 1, settled: 1 });
        return HttpResponse.json(now, { status: 202 });
      }),
    );
    await switchOff();
    fireEvent.click(await screen.findByRole("radio", { name: "Somebody else takes them over" }));
    fireEvent.click(screen.getByRole("combobox", { name: "Who takes them over" }));
    fireEvent.click(await screen.findByRole("option", { name: "Noor" }));
    expect(await screen.findByText("1 of 2 fit. These do not:")).toBeVisible();
    fireEvent.click(screen.getByRole("radio", { name: "are cancelled" }));
    fireEvent.click(screen.getByRole("button", { name: "Switch off Mia" }));
    await waitFor(() =>
      expect(sent).toEqual([
        { do: "move", to_id: "r2", otherwise: "cancel", notify: true, deletes: false },
        '"2"',
      ]),
    );
    expect(await screen.findByRole("progressbar", { name: "Progress" })).toBeVisible();
    now = departure({ state: "done", moved: 1, stayed: 1, left_behind: 1, can_be_undone: true });
    expect(
      await screen.findByText(/Mia is off: 1 appointment moved, 1 appointment left/, undefined, {
        timeout: 4_000,
      }),
    ).toBeVisible();
    const [left] = await screen.findAllByRole("listitem");
    expect(left).toHaveTextContent(/That time is taken/);
    expect(within(left as HTMLElement).getByRole("link", { name: /Ann, Cut/ })).toHaveAttribute(
      "href",
      "/?appointment=a2",
    );
    fireEvent.click(screen.getByRole("button", { name: "Take it back" }));
    const [, confirm] = screen.getAllByRole("button", { name: "Take it back", hidden: true });
    fireEvent.click(confirm as HTMLElement);
    expect(await screen.findByText("Mia is back, with 1 appointment as before.")).toBeVisible();
  });

  it("says of how many it is sure, and stops half-way", async () => {
    const many = { ...preview, count: 12_000, tried: 25, fit: 25 };
    now = departure({ total: 12_000, to_settle: 12_000, settled: 340, moved: 340, stayed: 11_660 });
    server.use(
      http.post(api("/resources/r1/preview-deactivation"), () => HttpResponse.json(many)),
      http.post(api("/resources/r1/deactivate"), () =>
        HttpResponse.json({ departure: now, resource: off }, { status: 202 }),
      ),
      http.post(api("/departures/d1/stop"), () => {
        now = { ...now, state: "stopped" };
        return HttpResponse.json(now);
      }),
    );
    await switchOff();
    fireEvent.click(await screen.findByRole("radio", { name: "Somebody else takes them over" }));
    fireEvent.click(screen.getByRole("combobox", { name: "Who takes them over" }));
    fireEvent.click(await screen.findByRole("option", { name: "Noor" }));
    expect(await screen.findByText("The first 25 of 12,000 appointments fit.")).toBeVisible();
    fireEvent.click(screen.getByRole("button", { name: "Switch off Mia" }));
    expect(await screen.findByText(/340 of 12,000 appointments/)).toBeVisible();
    fireEvent.click(screen.getByRole("button", { name: "Stop" }));
    expect(await screen.findByText(/^Stopped\. Mia is off/)).toBeVisible();
  });

  it("says when what else was changed in the form could not be saved", async () => {
    const done = departure({ do: "leave", to_id: null, state: "done" });
    server.use(
      http.post(api("/resources/r1/deactivate"), () =>
        HttpResponse.json({ departure: done, resource: off }, { status: 202 }),
      ),
    );
    renderApp(<ResourceForm kind="staff" resource={resource} onClose={() => {}} />);
    fireEvent.change(await screen.findByLabelText("Name"), { target: { value: "Mia M." } });
    fireEvent.click(screen.getByRole("switch", { name: "Can be booked" }));
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    const act = await screen.findByRole("button", { name: "Switch off Mia" });
    server.use(http.patch(api("/resources/r1"), () => problem(412, "stale", "Load it again.")));
    fireEvent.click(act);
    expect(await screen.findByText("Load it again.")).toBeVisible();
  });

  it("lets them stay, with an undo, and is done with the form too", async () => {
    const done = departure({ do: "leave", to_id: null, state: "done", can_be_undone: true });
    server.use(
      http.post(api("/resources/r1/deactivate"), () =>
        HttpResponse.json({ departure: done, resource: off }, { status: 202 }),
      ),
    );
    const onClose = vi.fn();
    await switchOff(onClose);
    fireEvent.click(await screen.findByRole("button", { name: "Switch off Mia" }));
    expect(await screen.findByText("Mia is off: 2 appointments left.")).toBeVisible();
    expect(screen.getByRole("button", { name: /Undo/ })).toBeVisible();
    expect(onClose).toHaveBeenCalledOnce();
    expect(screen.queryByRole("dialog", { name: "Edit Mia" })).toBeNull();
  });

  it("waits with the act until it is said which of them fit", async () => {
    let answer = () => {};
    const looked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    server.use(
      http.post(api("/resources/r1/preview-deactivation"), async ({ request }) => {
        const wish = (await request.json()) as DepartureWish;
        if (wish.do === "move") await looked;
        return HttpResponse.json({ ...preview, fit: 2 });
      }),
    );
    await switchOff();
    fireEvent.click(await screen.findByRole("radio", { name: "Somebody else takes them over" }));
    const act = screen.getByRole("button", { name: "Switch off Mia" });
    expect(act).toBeDisabled();
    fireEvent.click(screen.getByRole("combobox", { name: "Who takes them over" }));
    fireEvent.click(await screen.findByRole("option", { name: "Noor" }));
    expect(await screen.findByText("Looking which of them fit.")).toBeVisible();
    expect(act).toBeDisabled();
    answer();
    await waitFor(() => expect(act).toBeEnabled());
  });

  it("says that what became of them the last time can't be taken back after this", async () => {
    const last = departure({ state: "done", moved: 2, cancelled: 1, can_be_undone: true });
    server.use(
      http.get(api("/resources/r1/departures"), () => HttpResponse.json({ items: [last] })),
    );
    await switchOff();
    expect(
      await screen.findByText(/became of 3 appointments .* can't be taken back/),
    ).toBeVisible();
  });
});
