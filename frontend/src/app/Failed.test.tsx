import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { renderApp } from "../../test/render";
import { Failed } from "./Failed";

it("offers no reload that would end at the browser's own page while offline", () => {
  const online = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  const { unmount } = renderApp(<Failed />);
  expect(screen.getByText("This screen needs a connection.")).toBeVisible();
  expect(screen.queryByRole("button")).not.toBeInTheDocument();
  unmount();
  online.mockReturnValue(true);
  renderApp(<Failed />);
  expect(screen.getByRole("button", { name: "Load it again" })).toBeVisible();
  online.mockRestore();
});
