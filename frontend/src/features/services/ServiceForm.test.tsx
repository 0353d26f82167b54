import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { renderApp } from "../../../test/render";
import { resource } from "../../../test/samples";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { Service } from "../../api/generated/api.schemas";
import { ServiceForm } from "./ServiceForm";

const CUT = {
  id: "s1",
  name: "Cut",
  color: "#5250d6",
  duration_minutes: 30,
  price_minor: 4000,
  currency: "USD",
  grid: "window",
  reminder_minutes: [1440],
  requirements: [{ kind: "staff", resource_ids: ["r1"] }],
  segments: [],
  addons: [],
  questions: [],
  version: 1,
} as unknown as Service;

it("says beside each field, in words, what somebody else chose meanwhile", async () => {
  const theirs = { ...CUT, color: "#e5484d", reminder_minutes: [60] };
  server.use(
    http.get(api("/services/s1"), () => HttpResponse.json({ ...theirs, version: 2 })),
    http.get(api("/services"), () => HttpResponse.json({ items: [CUT], next: null })),
    http.get(api("/resources"), () =>
      HttpResponse.json({ items: [resource("r1", "Mia"), resource("r2", "Noor")], next: null }),
    ),
    http.patch(api("/services/s1"), () =>
      problem(412, "stale", "Someone changed this in the meantime."),
    ),
  );
  const user = userEvent.setup();
  renderApp(<ServiceForm service={CUT} previewOf={() => null} onClose={vi.fn()} />);
  await user.click(await screen.findByRole("radio", { name: "Green" }));
  await user.click(screen.getByRole("combobox", { name: "Remind customers by e-mail" }));
  await user.click(await screen.findByRole("option", { name: "3 days before" }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  for (const said of [/this: “Red”/, /this: “1 h before”/]) {
    expect(await screen.findByText(said)).toBeVisible();
  }
});
