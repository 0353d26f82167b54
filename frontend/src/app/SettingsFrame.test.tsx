import { screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { me, renderApp } from "../../test/render";
import { SettingsFrame } from "./SettingsFrame";

const native = Element.prototype.scrollIntoView;
afterEach(() => {
  Element.prototype.scrollIntoView = native;
});

it("brings the name of the page one is on into sight", async () => {
  const shown = vi.fn();
  Element.prototype.scrollIntoView = function show(this: Element) {
    shown(this.textContent);
  };
  const who = { ...me, permissions: ["edit_tenant" as const, "edit_domains" as const] };
  const path = "/app/settings/domains";
  renderApp(<SettingsFrame>Domains of your own</SettingsFrame>, { path, who });
  await screen.findByText("Domains of your own");
  expect(screen.getByRole("link", { current: "page" })).toHaveTextContent("Domains");
  expect(shown).toHaveBeenCalledWith("Domains");
});
