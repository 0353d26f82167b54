import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { me, renderApp } from "../../test/render";
import { MAY } from "../lib/permissions";
import { NoScreen } from "./NoScreen";

it("leads a customer to their bookings, by name", () => {
  const customer = { ...me, permissions: [MAY.viewOwnBookings, MAY.viewOwnContracts] };
  renderApp(<NoScreen />, { who: customer });
  const way = screen.getByRole("link", { name: "Go to My bookings" });
  expect(way).toHaveAttribute("href", "/app/bookings");
});
