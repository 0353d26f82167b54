import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { renderApp } from "../../../test/render";
import { resource } from "../../../test/samples";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import { ResourceForm } from "./ResourceForm";

it("names the place that somebody else chose meanwhile", async () => {
  const places = ["Main Street", "Harbour", "Hill"].map((name, at) => ({ id: `l${at}`, name }));
  const mia = resource("r1", "Mia", { location_id: "l0" });
  server.use(
    http.get(api("/locations"), () => HttpResponse.json({ items: places, next: null })),
    http.get(api("/resources/r1"), () =>
      HttpResponse.json({ ...mia, location_id: "l1", version: mia.version + 1 }),
    ),
    http.patch(api("/resources/r1"), () =>
      problem(412, "stale", "Someone changed this in the meantime."),
    ),
  );
  const user = userEvent.setup();
  renderApp(<ResourceForm kind="staff" resource={mia} onClose={vi.fn()} />);
  await user.click(await screen.findByRole("combobox", { name: "Location" }));
  await user.click(await screen.findByRole("option", { name: "Hill" }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText(/Someone else changed this: “Harbour”/)).toBeVisible();
});
