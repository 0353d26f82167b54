import { render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { readBootstrap } from "../lib/bootstrap";
import { SigningEntry } from "./SigningEntry";

vi.mock("../features/verify/VerifyPage", () => {
  throw new TypeError("Failed to fetch dynamically imported module");
});

afterEach(() => window.history.replaceState(null, "", "/"));

it("says that a page could not be fetched, in its frame, instead of staying empty", async () => {
  window.history.replaceState(null, "", "/verify");
  render(<SigningEntry bootstrap={readBootstrap()} />);
  expect(await screen.findByRole("alert")).toHaveTextContent("This could not be loaded");
  expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
  expect(screen.getByRole("link", { name: "Check a signed PDF" })).toBeVisible();
});
