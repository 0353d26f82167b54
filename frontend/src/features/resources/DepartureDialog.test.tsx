import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { api, HttpResponse, http, server } from "../../../test/server";
import type { Departure, DepartureWish, Resource } from "../../api/generated/api.schemas";
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

function departure(more: Partial<Departure>): Departure {
  return {
    count: 2,
    moved: 0,
    cancelled: 0,
    left: 2,
    items: [ahead("a1"), ahead("a2")],
    clashes: [],
    stand_ins: [{ id: "r2", name: "Noor", services: 1 }],
    done: [],
    resource: { ...resource, is_active: false, version: 3 },
    ...more,
  };
}

describe("switching off somebody with appointments", () => {
  it("asks where they go, says which do not fit, and sends the decision", async () => {
    const sent: unknown[] = [];
    const problem = { type: "/problems/resource-has-appointments", title: "Say.", status: 409 };
    server.use(
      http.get(api("/locations"), () => HttpResponse.json({ items: [], next: null })),
      http.patch(api("/resources/r1"), () => HttpResponse.json(problem, { status: 409 })),
      http.post(api("/resources/r1/preview-deactivation"), async ({ request }) => {
        const wish = (await request.json()) as DepartureWish;
        const moves = { moved: 1, left: 1, clashes: [ahead("a2", "That time is taken.")] };
        return HttpResponse.json(departure(wish.do === "move" ? moves : {}));
      }),
      http.post(api("/resources/r1/deactivate"), async ({ request }) => {
        sent.push(await request.json(), request.headers.get("If-Match"));
        return HttpResponse.json(departure({ moved: 1, cancelled: 1, left: 0 }));
      }),
    );
    renderApp(<ResourceForm kind="staff" resource={resource} onClose={() => {}} />);
    fireEvent.click(await screen.findByRole("switch", { name: "Can be booked" }));
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    fireEvent.click(await screen.findByRole("radio", { name: "Somebody else takes them over" }));
    fireEvent.click(screen.getByRole("combobox", { name: "Who takes them over" }));
    fireEvent.click(await screen.findByRole("option", { name: "Noor" }));
    expect(await screen.findByText("1 of 2 fit. These do not:")).toBeVisible();
    fireEvent.click(screen.getByRole("radio", { name: "are cancelled" }));
    fireEvent.click(screen.getByRole("button", { name: "Switch off Mia" }));
    await waitFor(() =>
      expect(sent).toEqual([{ do: "move", to_id: "r2", otherwise: "cancel", notify: true }, '"2"']),
    );
    expect(await screen.findByText(/Mia is off: 1 appointment moved/)).toBeVisible();
  });
});
