import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { lookingOnly, renderApp } from "../../../test/render";
import { api, HttpResponse, http, server } from "../../../test/server";
import type { Service } from "../../api/generated/api.schemas";
import { ServicesView } from "./ServicesView";

const service = {
  id: "s1",
  name: "Cut",
  color: "#5250d6",
  duration_minutes: 30,
  price_minor: 4000,
  currency: "USD",
  grid: "window",
  reminder_minutes: [1440],
  requirements: [{ kind: "staff", resource_ids: ["r1"] }],
  segments: [],
  addons: [],
  questions: [],
  is_active: true,
  is_public: true,
  version: 1,
} as unknown as Service;

it("opens a service to be read by whoever may not change it", async () => {
  server.use(
    http.get(api("/services"), () => HttpResponse.json({ items: [service], next: null })),
    http.get(api("/resources"), () => HttpResponse.json({ items: [], next: null })),
    http.get(api("/services/:id/contract"), () => HttpResponse.json({ template: null })),
    http.get(api("/contract-templates"), () => HttpResponse.json({ items: [], next: null })),
  );
  const user = userEvent.setup();
  renderApp(<ServicesView previewOf={() => null} />, { who: lookingOnly });
  await user.click(await screen.findByText(service.name));
  const sheet = await screen.findByRole("dialog", { name: service.name });
  const name = screen.getByRole("textbox", { name: "Name" });
  expect(name).toHaveValue(service.name);
  expect(name).toBeDisabled();
  expect(sheet).toHaveTextContent("you may look only");
  expect(screen.queryByRole("button", { name: "Save" })).not.toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Close" }));
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
});
