import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { renderApp } from "../../../test/render";
import { leadText, RemindersField } from "./RemindersField";

it.each([
  [15, "15 min before"],
  [90, "1 h 30 min before"],
  [1440, "1 day before"],
  [10_080, "7 days before"],
])("says %i minutes as %s", (minutes, words) => {
  expect(leadText(minutes)).toBe(words);
});

it("adds a reminder, the earliest first, and keeps one that is not offered", async () => {
  const onChange = vi.fn();
  const user = userEvent.setup();
  renderApp(<RemindersField minutes={[100]} onChange={onChange} />);
  expect(screen.getByText("1 h 40 min before")).toBeInTheDocument();
  const [field] = screen.getAllByLabelText("Remind customers by e-mail");
  await user.click(field as HTMLElement);
  await user.click(await screen.findByRole("option", { name: "1 day before" }));
  expect(onChange).toHaveBeenCalledWith([1440, 100]);
});
