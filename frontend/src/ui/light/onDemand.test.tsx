import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { onDemand } from "./onDemand";

function Greeting({ name }: { name: string }) {
  return <p>Hello {name}</p>;
}

it("says that a part is missing instead of taking the page with it, and fetches it again", async () => {
  const fetchPart = vi.fn(async () => Greeting);
  fetchPart.mockRejectedValueOnce(new TypeError("Failed to fetch"));
  fetchPart.mockRejectedValueOnce(new TypeError("Failed to fetch"));
  const Part = onDemand<{ name: string }>(fetchPart, ({ onRetry, of }) => (
    <button type="button" onClick={onRetry}>
      No {of.name} yet
    </button>
  ));
  const { unmount } = render(<Part name="Vera" />);
  fireEvent.click(await screen.findByRole("button", { name: "No Vera yet" }));
  await vi.waitFor(() => expect(fetchPart).toHaveBeenCalledTimes(2));
  fireEvent(window, new Event("online"));
  expect(await screen.findByText("Hello Vera")).toBeVisible();
  unmount();
  render(<Part name="Ben" />);
  expect(screen.getByText("Hello Ben")).toBeVisible();
  expect(fetchPart).toHaveBeenCalledTimes(3);
});
