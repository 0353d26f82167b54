import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { api, HttpResponse, http, server } from "../../../test/server";
import { NotMade } from "./NotMade";

const of = (state: "pending" | "confirmed" | "cancelled", series_id: string | null = null) => (
  <NotMade appointment={{ state, series_id, service: { id: "s1" } }} />
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
    "and is not made yet. The appointment waits for it.",
  );
});

it("says no more than that where nothing hangs on it", async () => {
  asksFor("warn");
  renderApp(of("confirmed"));
  expect(await screen.findByText(/“Waiver” is to be signed/)).not.toHaveTextContent("waits");
});

it.each([of("cancelled"), of("confirmed", "series-1")])(
  "asks for nothing where none is made",
  (of) => {
    asksFor("warn");
    renderApp(of);
    expect(screen.getByText("None.")).toBeVisible();
  },
);
