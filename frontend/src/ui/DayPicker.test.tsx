import { fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderApp } from "../../test/render";
import { DayPicker } from "./DayPicker";

it("drops down a month of a width of its own, from which a day is chosen", async () => {
  let chosen = "";
  renderApp(
    <DayPicker
      day="2026-11-28"
      today="2026-11-26"
      onChange={(day) => {
        chosen = day;
      }}
    >
      Saturday
    </DayPicker>,
  );
  fireEvent.click(screen.getByRole("button", { name: "Saturday" }));
  const month = await screen.findByRole("dialog");
  // As wide as its content it would be as wide as a table can be.
  expect(month.style.width).not.toMatch(/content/);
  fireEvent.click(screen.getByRole("button", { name: /November 30/ }));
  expect(chosen).toBe("2026-11-30");
});
