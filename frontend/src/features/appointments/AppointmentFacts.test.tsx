import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { me, renderApp } from "../../../test/render";
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

it("leads to the customer whoever may see customers", () => {
  const booked = appointment("a1", "2026-11-24T15:00:00Z");
  const name = booked.customer?.name ?? "";
  const { unmount } = renderApp(<AppointmentFacts appointment={booked} locale="en-US" />);
  expect(screen.getByRole("link", { name })).toHaveAttribute(
    "href",
    `/app/customers?customer=${booked.customer?.id}`,
  );
  unmount();
  const who = { ...me, permissions: [] };
  renderApp(<AppointmentFacts appointment={booked} locale="en-US" />, { who });
  expect(screen.getByRole("heading", { name })).toBeVisible();
  expect(screen.queryByRole("link", { name })).not.toBeInTheDocument();
});
