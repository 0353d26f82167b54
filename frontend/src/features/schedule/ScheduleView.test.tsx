import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { renderApp } from "../../../test/render";
import { appointment, resource } from "../../../test/samples";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import { keys } from "../../api/keys";
import { ScheduleView } from "./ScheduleView";

const morning = appointment("a1", "2026-11-24T14:00:00Z");
const noon = appointment("a2", "2026-11-24T17:00:00Z", {
  customer: { id: "c2", name: "Abe Zane", email: null, phone: null },
  state: "pending",
});

let items = [noon, morning];

beforeEach(() => {
  items = [noon, morning];
  server.use(
    http.get(api("/resources"), () =>
      HttpResponse.json({ items: [resource("r1", "Ana Reyes")], next: null }),
    ),
    http.get(api("/locations"), () => HttpResponse.json({ items: [], next: null })),
    http.get(api("/working-times"), () => HttpResponse.json({ items: [], away: [] })),
    http.get(api("/calendar"), ({ request }) => {
      const { searchParams } = new URL(request.url);
      return HttpResponse.json({
        from: searchParams.get("from"),
        to: searchParams.get("to"),
        items,
      });
    }),
  );
});

function open(day = "2026-11-24") {
  const acts = { onOpen: vi.fn(), onMoveDialog: vi.fn(), onCreate: vi.fn(), menuOf: () => null };
  const view = renderApp(<ScheduleView {...acts} />, {
    path: `/app/schedule?day=${day}&show=agenda`,
  });
  return { ...view, ...acts };
}

const namesInOrder = () =>
  screen
    .getAllByRole("row")
    .slice(1)
    .map((row) => within(row).getByRole("button").textContent);

describe("the agenda", () => {
  it("shows the day's appointments by time, each with its zone", async () => {
    open();
    const table = await screen.findByRole("table", { name: "Appointments" });
    expect(namesInOrder()).toEqual(["Nia Nash", "Abe Zane"]);
    expect(table).toHaveTextContent("Tue, Nov 24, 9:00 – 9:45 AM EST");
    expect(table).toHaveTextContent("To approve");
  });

  it("sorts by a column and says so", async () => {
    const user = userEvent.setup();
    open();
    await screen.findByRole("table");
    await user.click(screen.getByRole("button", { name: "Customer" }));
    expect(namesInOrder()).toEqual(["Abe Zane", "Nia Nash"]);
    expect(screen.getByRole("columnheader", { name: "Customer" })).toHaveAttribute(
      "aria-sort",
      "ascending",
    );
  });

  it("shows also what somebody has who is no longer in any list", async () => {
    const [with_] = noon.allocations;
    const former = { ...with_, resource_id: "r9", resource_name: "Mia", is_former: true };
    items = [{ ...noon, allocations: [former] } as typeof noon, morning];
    open();
    const table = await screen.findByRole("table", { name: "Appointments" });
    expect(namesInOrder()).toEqual(["Nia Nash", "Abe Zane"]);
    expect(table).toHaveTextContent("Mia (former)");
  });

  it.each([
    ["2031-03-05", "Wednesday, March 5, 2031"],
    ["9999-12-31", /^\w+, \w+ \d+$/],
  ])("says the year of another year, and shows today for a day of none: %s", async (day, title) => {
    open(day);
    expect(await screen.findByRole("heading", { level: 1 })).toHaveTextContent(title);
    expect(await screen.findByRole("table")).toBeInTheDocument();
  });

  it("opens an appointment", async () => {
    const user = userEvent.setup();
    const { onOpen } = open();
    await user.click(await screen.findByRole("button", { name: "Nia Nash" }));
    expect(onOpen).toHaveBeenCalledWith("a1");
  });

  it("announces what comes while it is open, not what was there", async () => {
    const { client } = open();
    await screen.findByRole("table");
    expect(screen.queryByText(/New appointment:/)).not.toBeInTheDocument();
    items = [...items, appointment("a3", "2026-11-24T19:00:00Z")];
    await client.invalidateQueries({ queryKey: keys.appointments.all });
    expect(
      await screen.findByText("New appointment: Nia Nash, Haircut, Tue, Nov 24, 2:00 PM EST"),
    ).toBeInTheDocument();
  });

  it("offers one action on an empty day", async () => {
    items = [];
    const user = userEvent.setup();
    const { onCreate } = open();
    await user.click(await screen.findByRole("button", { name: "New appointment" }));
    expect(onCreate).toHaveBeenCalledOnce();
  });

  it("says what went wrong and tries again when asked", async () => {
    server.use(
      http.get(api("/calendar"), () => problem(500, "internal", "Something broke."), {
        once: true,
      }),
    );
    const user = userEvent.setup();
    open();
    await user.click(await screen.findByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("table", { name: "Appointments" })).toBeInTheDocument();
  });
});
