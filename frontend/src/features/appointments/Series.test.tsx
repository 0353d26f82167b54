import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { appointment, slot } from "../../../test/samples";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import { undoLastChange } from "../../ui/toast";
import { CallOff } from "./CallOff";
import { MoveDialog } from "./MoveDialog";
import { Occurrences } from "./Occurrences";
import { SeriesLine } from "./SeriesLine";

const START = "2026-11-24T15:00:00Z";
const repeated = appointment("a1", START, { series_id: "x1" });
const item = (id: string, startsAt: string, version: number) => ({
  appointment_id: id,
  state: "confirmed",
  starts_at: startsAt,
  ends_at: startsAt,
  version,
  is_exception: id === "a2",
});
const series = (version: number) => ({
  id: "x1",
  rule: "FREQ=WEEKLY;COUNT=2",
  time_zone: "America/New_York",
  starts_at: START,
  is_bounded: false,
  items: [item("a1", START, version), item("a2", "2026-12-02T15:00:00Z", version)],
});

beforeEach(() => {
  server.use(
    http.get(api("/appointments/a1"), () => HttpResponse.json(repeated)),
    http.get(api("/appointments/:id/series"), () => HttpResponse.json(series(1))),
    http.get(api("/services"), () => HttpResponse.json({ items: [], next: null })),
    http.get(api("/resources"), () => HttpResponse.json({ items: [], next: null })),
    http.get(api("/services/s1/slots"), () =>
      HttpResponse.json({ items: [slot("2026-11-24T18:00:00Z")], time_zone: "UTC" }),
    ),
  );
});

describe("a series", () => {
  it("says how it repeats and which of it this is", async () => {
    renderApp(<SeriesLine appointmentId="a2" locale="en-US" />);
    expect(await screen.findByText(/Every week · 2 of 2/)).toHaveTextContent("moved on its own");
  });

  it("is called off from here on when that is chosen, and taken back as a whole", async () => {
    const sent: unknown[] = [];
    server.use(
      http.post(api("/appointments/a1/series/cancel"), async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(series(2));
      }),
      http.post(api("/appointments/a1/series/undo"), ({ request }) => {
        sent.push(request.headers.get("If-Match"));
        return HttpResponse.json(series(3));
      }),
    );
    const user = userEvent.setup();
    renderApp(<CallOff appointment={repeated} ending="cancel" locale="en-US" onClose={() => {}} />);
    await user.click(await screen.findByRole("radio", { name: "This and the following" }));
    expect(screen.queryByRole("button", { name: "Cancel appointment" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Cancel this and the following" }));
    const said = "The series of Nia Nash is cancelled from here on.";
    expect(await screen.findByText(said)).toBeInTheDocument();
    expect(undoLastChange()).toBe(true);
    await expect
      .poll(() => sent)
      .toEqual([{ scope: "following", reason: null, notify: true }, '"2"']);
  });

  it("says that it was not taken back, which times and why, when they are gone", async () => {
    server.use(
      http.post(api("/appointments/a1/series/cancel"), () => HttpResponse.json(series(2))),
      http.post(api("/appointments/a1/series/undo"), () =>
        problem(409, "series-clashes", "5 of the 6 times cannot be booked.", {
          items: [1, 2, 3, 4, 5, 6].map((day) => ({
            starts_at: `2026-12-0${day}T15:00:00Z`,
            ends_at: `2026-12-0${day}T16:00:00Z`,
            problem: day === 1 ? null : "That time is already taken.",
          })),
        }),
      ),
    );
    const user = userEvent.setup();
    renderApp(<CallOff appointment={repeated} ending="cancel" locale="en-US" onClose={() => {}} />);
    await user.click(await screen.findByRole("radio", { name: "All that are still to come" }));
    await user.click(screen.getByRole("button", { name: "Cancel all that are to come" }));
    await screen.findByText("The series of Nia Nash is cancelled.");
    undoLastChange();
    expect(await screen.findByText("Not taken back")).toBeVisible();
    expect(screen.getByText("5 of the 6 times cannot be booked.")).toHaveStyle({
      color: "var(--text)",
    });
    const said = screen.getAllByRole("listitem").map((each) => each.textContent);
    expect(said).toEqual([
      "Wed, Dec 2, 10:00 AM EST: That time is already taken.",
      "Thu, Dec 3, 10:00 AM EST: That time is already taken.",
      "Fri, Dec 4, 10:00 AM EST: That time is already taken.",
      "and 2 more",
    ]);
  });

  it("moves as a whole only after the clashes were seen and left out", async () => {
    const sent: unknown[] = [];
    const occurrence = (starts_at: string, problem: string | null) => ({
      starts_at,
      ends_at: starts_at,
      resource_ids: [],
      problem,
    });
    server.use(
      http.post(api("/appointments/a1/series/preview-move"), () =>
        HttpResponse.json({
          items: [
            occurrence("2026-11-24T18:00:00Z", null),
            occurrence("2026-12-01T18:00:00Z", "That time is already taken."),
          ],
        }),
      ),
      http.post(api("/appointments/a1/series/move"), async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(series(2));
      }),
    );
    const user = userEvent.setup();
    renderApp(<MoveDialog id="a1" locale="en-US" onClose={() => {}} />);
    const dialog = await screen.findByRole("dialog");
    await user.click(await within(dialog).findByRole("radio", { name: /All that are/ }));
    await user.click(await within(dialog).findByRole("button", { name: /^1:00 PM/ }));
    expect(await within(dialog).findByText(/1 of 2 appointments cannot be moved/)).toBeVisible();
    expect(within(dialog).getByText("That time is already taken.")).toBeInTheDocument();
    const act = within(dialog).getByRole("button", { name: "Move appointments" });
    expect(act).toBeDisabled();
    await user.click(within(dialog).getByRole("checkbox", { name: /^Leave/ }));
    await user.click(within(dialog).getByRole("button", { name: "Move 1 appointment" }));
    await expect
      .poll(() => sent)
      .toEqual([
        { scope: "all", starts_at: "2026-11-24T18:00:00Z", notify: true, skip_clashes: true },
      ]);
  });

  it("gives all the length that this one has already, when that is wished", async () => {
    const asked: unknown[] = [];
    server.use(
      http.post(api("/appointments/a1/series/preview-move"), async ({ request }) => {
        asked.push(await request.json());
        return HttpResponse.json({ items: [], other_lengths: 1 });
      }),
    );
    const user = userEvent.setup();
    renderApp(<MoveDialog id="a1" locale="en-US" onClose={() => {}} />);
    await user.click(await screen.findByRole("radio", { name: /All that are/ }));
    expect(screen.getByText("Each keeps its own length.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: /^Let all take/ }));
    expect(await screen.findByText(/then; for 1 that is another length/)).toBeVisible();
    const duration = (Date.parse(repeated.ends_at) - Date.parse(START)) / 60_000;
    expect(asked).toEqual([{ scope: "all", starts_at: START, duration_minutes: duration }]);
    await user.click(screen.getByRole("button", { name: "Let each keep its own" }));
    expect(screen.getByText("Each keeps its own length.")).toBeVisible();
  });

  it("says plainly when everything is free", () => {
    const items = ["2026-11-24T18:00:00Z", "2026-12-01T18:00:00Z"].map((starts_at) => ({
      starts_at,
      ends_at: starts_at,
      resource_ids: [],
      problem: null,
    }));
    renderApp(
      <Occurrences
        items={items}
        verb="booked"
        zone="America/New_York"
        locale="en-US"
        skips={false}
        onSkip={() => {}}
      />,
    );
    expect(screen.getByRole("status")).toHaveTextContent(
      "2 appointments, all free, the last on Tue, Dec 1, 1:00 PM EST.",
    );
  });
});
