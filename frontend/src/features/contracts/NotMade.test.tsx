import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { api, HttpResponse, http, server } from "../../../test/server";
import { NotMade } from "./NotMade";

const of = (state: "pending" | "confirmed" | "cancelled", more: object = {}) => (
  <NotMade
    appointment={{ state, series_id: null, session: null, service: { id: "s1" }, ...more }}
  />
);

function asksFor(policy: string) {
  server.use(
    http.get(api("/services/s1/contract"), () =>
      HttpResponse.json({ template_name: "Waiver", policy, version: 1 }),
    ),
  );
}

it("says which contract is lacking, and that the appointment waits for it", async () => {
  asksFor("block");
  renderApp(of("pending"));
  expect(await screen.findByText(/“Waiver” is to be signed/)).toHaveTextContent(
    "and this appointment has none. It waits until it is signed.",
  );
});

it("says no more than that where nothing hangs on it", async () => {
  asksFor("warn");
  renderApp(of("confirmed"));
  expect(await screen.findByText(/“Waiver” is to be signed/)).not.toHaveTextContent("waits");
});

it.each([
  ["one that is off", of("cancelled")],
  ["one of a series", of("confirmed", { series_id: "series-1" })],
  ["a class, whose participants have theirs", of("confirmed", { session: {} })],
])("asks nothing about %s", (_, notMade) => {
  renderApp(notMade);
  // At once: nothing is said before the answer where something is asked.
  expect(screen.getByText("None.")).toBeVisible();
});
