import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { renderApp, tenant } from "../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import { PolicySettings } from "./PolicySettings";

const save = () => screen.getByRole("button", { name: "Save policies" });

it("can be saved with other quiet hours after something was typed and taken back", async () => {
  server.use(http.get(api("/tenant"), () => HttpResponse.json(tenant)));
  const user = userEvent.setup();
  renderApp(<PolicySettings />);
  const moving = await screen.findByRole("switch", { name: /Staff may move/ });
  await user.click(moving);
  await user.click(moving);
  expect(save()).toBeDisabled();
  await user.click(screen.getByRole("switch", { name: /Quiet hours/ }));
  expect(save()).toBeEnabled();
});

it("says in words what somebody else chose meanwhile", async () => {
  const theirs = { ...tenant, quiet_from_minute: 1290, quiet_until_minute: 450, version: 2 };
  const kept = { ...tenant, quiet_from_minute: 1320, quiet_until_minute: 480 };
  server.use(http.get(api("/tenant"), () => HttpResponse.json(kept)));
  const user = userEvent.setup();
  renderApp(<PolicySettings />);
  await user.click(await screen.findByRole("switch", { name: /Quiet hours/ }));
  server.use(
    http.get(api("/tenant"), () => HttpResponse.json(theirs)),
    http.patch(api("/tenant"), () =>
      problem(412, "stale", "Someone changed this in the meantime."),
    ),
  );
  await user.click(save());
  expect(await screen.findByText(/Someone else changed this: “from 21:30”/)).toBeVisible();
  expect(screen.getByRole("switch", { name: /Quiet hours/ })).not.toBeChecked();
});

it("goes to the first field that somebody else changed too", async () => {
  const theirs = { ...tenant, cancellation_window_hours: 48, version: 2 };
  server.use(http.get(api("/tenant"), () => HttpResponse.json(tenant)));
  const user = userEvent.setup();
  renderApp(<PolicySettings />);
  const hours = await screen.findByRole("textbox", { name: /Free until/ });
  await user.clear(hours);
  await user.type(hours, "12");
  server.use(
    http.get(api("/tenant"), () => HttpResponse.json(theirs)),
    http.patch(api("/tenant"), () => problem(412, "stale", "Someone changed this.")),
  );
  const scrolled = vi.spyOn(Element.prototype, "scrollIntoView");
  await user.click(save());
  expect(await screen.findByText(/Someone else changed this: “48”/)).toBeVisible();
  expect(hours).toHaveFocus();
  expect(screen.getByRole("alert")).toBeVisible();
  expect(scrolled).not.toHaveBeenCalled();
});
