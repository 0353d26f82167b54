import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { api, http, problem, server } from "../../../test/server";
import { AppointmentDrawer } from "./AppointmentDrawer";

it("offers no other try for an appointment that is not there", async () => {
  server.use(
    http.get(api("/appointments/a9"), () => problem(404, "not-found", "There is nothing here.")),
  );
  const none = () => {};
  renderApp(
    <AppointmentDrawer
      id="a9"
      locale="en-US"
      onClose={none}
      onMove={none}
      onOpen={none}
      contractsOf={() => null}
      historyOf={() => null}
    />,
  );
  expect(
    await screen.findByText("This appointment is gone, or not yours to see."),
  ).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Try again" })).not.toBeInTheDocument();
});
