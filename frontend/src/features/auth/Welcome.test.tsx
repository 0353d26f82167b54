import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { api, http, problem, server } from "../../../test/server";
import { Welcome } from "./Welcome";

describe("the link at the end of signing up", () => {
  it("promises nothing when it is wrong, and leads to the door", async () => {
    server.use(
      http.post(api("/auth/handover"), () => problem(410, "link-expired", "This link is over.")),
    );
    renderApp(<Welcome business="Northside Studio" />, { who: null, path: "/welcome?token=wrong" });
    expect(await screen.findByRole("heading", { name: "This link opens nothing" })).toBeVisible();
    expect(screen.getByText(/used already, is too old or is not complete/)).toBeVisible();
    expect(screen.getByRole("link", { name: "Sign in" })).toHaveAttribute("href", "/sign-in");
    expect(screen.queryByText(/is ready/)).not.toBeInTheDocument();
  });
});
