import { notifications } from "@mantine/notifications";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { renderApp } from "../../../test/render";
import { resource } from "../../../test/samples";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { BusySource } from "../../api/generated/api.schemas";
import { BusySources } from "./BusySources";

const ana = resource("r1", "Ana Reyes");
const READ: BusySource = {
  id: "b1",
  resource_id: "r1",
  name: "Private",
  host: "calendars.example",
  read_at: "2026-11-24T15:00:00Z",
  checked_at: "2026-11-24T15:00:00Z",
  problem: null,
  skipped: 0,
  busy_ahead: 3,
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-24T15:05:00Z") });
});
afterEach(() => {
  notifications.clean();
  vi.useRealTimers();
});

function show(items: BusySource[], mayEdit = true) {
  server.use(http.get(api("/resources/r1/busy-sources"), () => HttpResponse.json({ items })));
  renderApp(<BusySources resource={ana} mayEdit={mayEdit} />);
  return userEvent.setup();
}

describe("calendars kept elsewhere", () => {
  it("says when each was read and what it keeps busy", async () => {
    show([READ]);
    expect(
      await screen.findByText("calendars.example · read 5 minutes ago, 3 busy times ahead"),
    ).toBeInTheDocument();
  });

  it("says in words why one could not be read, and that the rest still holds", async () => {
    show([{ ...READ, problem: "The server did not answer." }]);
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "The server did not answer. What was read before still holds.",
    );
  });

  it("says how many entries were passed over", async () => {
    show([{ ...READ, skipped: 2 }]);
    expect(await screen.findByText(/2 entries make no sense to us/)).toBeInTheDocument();
  });

  it("shows a refused address beside its field", async () => {
    server.use(
      http.post(api("/resources/r1/busy-sources"), () =>
        problem(422, "no-such-address", "No address.", {
          errors: { json: { url: ["This is no address that a calendar can be read from."] } },
        }),
      ),
    );
    const user = show([]);
    await user.click(await screen.findByRole("button", { name: "Add a calendar" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Add calendar" }));
    expect(within(dialog).getByText("Give it a name.")).toBeInTheDocument();
    await user.type(within(dialog).getByLabelText("Name"), "Private");
    await user.type(within(dialog).getByLabelText("Address (iCal or .ics)"), "ftp://x.example");
    await user.click(within(dialog).getByRole("button", { name: "Add calendar" }));
    expect(
      await within(dialog).findByText("This is no address that a calendar can be read from."),
    ).toBeInTheDocument();
  });

  it("is removed after a question that says what becomes free", async () => {
    const removed: string[] = [];
    server.use(
      http.delete(api("/busy-sources/:id"), ({ params }) => {
        removed.push(String(params.id));
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const user = show([READ]);
    await user.click(await screen.findByRole("button", { name: "Remove Private" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText(/Ana Reyes can be booked again/)).toBeInTheDocument();
    await user.click(within(dialog).getByRole("button", { name: "Remove calendar" }));
    await expect.poll(() => removed).toEqual(["b1"]);
  });

  it("offers nothing to whoever may not change it", async () => {
    show([READ], false);
    await screen.findByText("Private");
    expect(screen.queryAllByRole("button")).toEqual([]);
  });
});
