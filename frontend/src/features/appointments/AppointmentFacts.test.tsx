import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { appointment } from "../../../test/samples";
import { AppointmentFacts } from "./AppointmentFacts";

it("says until when a time is held, and that nobody has booked it", () => {
  const held = {
    ...appointment("a1", "2026-11-24T15:00:00Z"),
    customer: null,
    state: "hold" as const,
    hold_expires_at: "2026-11-24T14:05:00Z",
  };
  renderApp(<AppointmentFacts appointment={held} locale="en-US" />);
  expect(screen.getByRole("heading", { name: "Held" })).toBeVisible();
  expect(screen.getByText(/^Kept free until 9:05 AM EST/)).toBeVisible();
  expect(screen.queryByText("No customer")).not.toBeInTheDocument();
});
