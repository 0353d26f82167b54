import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { lookingOnly, renderApp } from "../../../test/render";
import { api, HttpResponse, http, server } from "../../../test/server";
import { LocationsView } from "./LocationsView";

const location = {
  id: "l1",
  name: "Downtown",
  address: "12 Main Street",
  time_zone: "America/New_York",
  is_active: true,
  version: 1,
};

it("opens a location to be read by whoever may not change it", async () => {
  server.use(
    http.get(api("/locations"), () => HttpResponse.json({ items: [location], next: null })),
    http.get(api("/closures"), () => HttpResponse.json({ items: [], next: null })),
  );
  const user = userEvent.setup();
  renderApp(<LocationsView />, { who: lookingOnly });
  await user.click(await screen.findByText("Downtown"));
  expect(await screen.findByRole("dialog", { name: "Downtown" })).toBeVisible();
  expect(screen.getByRole("textbox", { name: "Address" })).toBeDisabled();
  expect(screen.getByRole("switch", { name: "Open for bookings" })).toBeDisabled();
  expect(screen.queryByRole("button", { name: "Save" })).not.toBeInTheDocument();
});
