import { render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { ChoiceField } from "./ChoiceField";

it("marks every option of a choice that is missing, not its first alone", () => {
  const around = { label: "How will you pay?", options: ["Cash", "Card"], chosen: [] };
  const { rerender } = render(
    <ChoiceField {...around} error="Please choose." onChange={vi.fn()} />,
  );
  for (const option of screen.getAllByRole("radio")) expect(option).toBeInvalid();
  expect(screen.getByRole("group")).toHaveAccessibleDescription("Please choose.");
  rerender(<ChoiceField {...around} chosen={["Cash"]} onChange={vi.fn()} />);
  for (const option of screen.getAllByRole("radio")) expect(option).toBeValid();
});
