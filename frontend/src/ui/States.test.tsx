import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderApp } from "../../test/render";
import { ProblemError } from "../api/problem";
import { BackLink } from "./BackLink";
import { ErrorState } from "./States";

function show(slug: string) {
  const error = new ProblemError({ type: `/problems/${slug}`, title: "It did not come." });
  const list = <BackLink to="/app/contracts">Contracts</BackLink>;
  renderApp(<ErrorState error={error} onRetry={() => {}} wayOn={list} />);
  return [screen.queryByRole("button", { name: "Try again" }), screen.queryByRole("link")];
}

it("offers another try at what may come yet", () => {
  const [again, way] = show("unavailable");
  expect(again).toBeVisible();
  expect(way).toBeNull();
});

it("leads on from where there is nothing to try again for", () => {
  const [again, way] = show("not-found");
  expect(again).toBeNull();
  expect(way).toHaveAttribute("href", "/app/contracts");
});
