import { notifications } from "@mantine/notifications";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { renderApp } from "../../../test/render";
import { appointment } from "../../../test/samples";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import { Participants } from "./Participants";
import { stepsOf } from "./steps";

const START = "2026-11-24T15:00:00Z";
const session = appointment("y1", START, {
  customer: null,
  seats: 0,
  session: { capacity: 8, seats_taken: 3 },
});
const nia = appointment("p1", START, { session_id: "y1", seats: 2 });
const olga = appointment("p2", START, {
  session_id: "y1",
  state: "no_show",
  customer: { id: "c2", name: "Olga Orr", email: null, phone: null },
});

afterEach(() => notifications.clean());

function show(onOpen = vi.fn()) {
  server.use(
    http.get(api("/appointments/y1/participants"), () => HttpResponse.json({ items: [nia, olga] })),
    http.get(api("/appointments/y1"), () => HttpResponse.json(session)),
    http.get(api("/customers"), () => HttpResponse.json({ items: [], next: null })),
  );
  renderApp(<Participants session={session} onOpen={onOpen} />);
  return onOpen;
}

describe("the participants of a class", () => {
  it("are listed with their seats and states, and open their own appointment", async () => {
    const onOpen = show();
    const rows = await screen.findAllByRole("listitem");
    expect(rows[0]).toHaveTextContent("Nia Nash2 seats");
    expect(rows[1]).toHaveTextContent("Olga Orr");
    expect(rows[1]).toHaveTextContent("Did not come");
    await userEvent.click(screen.getByRole("button", { name: /Nia Nash 2/ }));
    expect(onOpen).toHaveBeenCalledWith("p1");
  });

  it("are added, and beyond the seats only on purpose", async () => {
    show();
    const sent: unknown[] = [];
    server.use(
      http.post(api("/appointments/y1/participants"), async ({ request }) => {
        sent.push(await request.json());
        return sent.length === 1
          ? problem(409, "capacity", "There are not enough seats left at that time.")
          : HttpResponse.json(nia, { status: 201 });
      }),
    );
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "Add" }));
    await user.click(screen.getByRole("button", { name: "Add participant" }));
    expect(await screen.findByText("Choose a customer, or add a new one.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "New" }));
    await user.type(screen.getByLabelText("New customer"), "Pia Poe");
    await user.click(screen.getByRole("button", { name: "Add participant" }));
    const refused = await screen.findByRole("alert");
    await user.click(within(refused).getByRole("button", { name: "Add beyond the seats" }));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]).toEqual({ customer: { name: "Pia Poe" }, party_size: 1, overlap: true });
  });
});

describe("a class as a whole", () => {
  it("offers no step that concerns single people", () => {
    const late = Date.parse(START) + 60_000;
    expect(stepsOf(session, late)).toEqual(["start", "complete"]);
    expect(stepsOf(nia, late)).toEqual(["checkIn", "start", "complete", "noShow"]);
  });
});
