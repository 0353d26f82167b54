import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { renderApp } from "../../../test/render";
import { resource } from "../../../test/samples";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { Service } from "../../api/generated/api.schemas";
import { ServiceForm } from "./ServiceForm";

const CUT = {
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
  version: 1,
} as unknown as Service;

it("says beside each field, in words, what somebody else chose meanwhile", async () => {
  const theirs = { ...CUT, color: "#e5484d", reminder_minutes: [60] };
  server.use(
    http.get(api("/services/s1"), () => HttpResponse.json({ ...theirs, version: 2 })),
    http.get(api("/services"), () => HttpResponse.json({ items: [CUT], next: null })),
    http.get(api("/resources"), () =>
      HttpResponse.json({ items: [resource("r1", "Mia"), resource("r2", "Noor")], next: null }),
    ),
    http.patch(api("/services/s1"), () =>
      problem(412, "stale", "Someone changed this in the meantime."),
    ),
  );
  const user = userEvent.setup();
  renderApp(<ServiceForm service={CUT} previewOf={() => null} onClose={vi.fn()} />);
  await user.click(await screen.findByRole("radio", { name: "Green" }));
  await user.click(screen.getByRole("combobox", { name: "Remind customers by e-mail" }));
  await user.click(await screen.findByRole("option", { name: "3 days before" }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  for (const said of [/this: “Red”/, /this: “1 h before”/]) {
    expect(await screen.findByText(said)).toBeVisible();
  }
});

function serviceWithTemplates() {
  const template = (id: string, name: string) => ({
    id,
    name,
    is_ready: true,
    roles: [{ key: "client", name: "Client", kind: "signer", party: "customer" }],
  });
  return [
    http.get(api("/services"), () => HttpResponse.json({ items: [CUT], next: null })),
    http.get(api("/resources"), () => HttpResponse.json({ items: [], next: null })),
    http.get(api("/contract-templates"), () =>
      HttpResponse.json({
        items: [template("t1", "Waiver"), template("t2", "Consent"), template("t3", "Terms")],
        next: null,
      }),
    ),
    http.patch(api("/services/s1"), () => HttpResponse.json({ ...CUT, version: 2 })),
  ];
}

it("keeps the contract that was chosen, and says what somebody else chose meanwhile", async () => {
  let kept = { template_id: "t1", policy: "warn", version: 1 };
  const seen: (string | null)[] = [];
  const shown = () => ({ ...kept, deadline_hours: null, customer_role_key: "client" });
  server.use(
    ...serviceWithTemplates(),
    http.get(api("/services/s1/contract"), () => HttpResponse.json(shown())),
    http.put(api("/services/s1/contract"), ({ request }) => {
      seen.push(request.headers.get("If-Match"));
      if (seen.length > 1) return HttpResponse.json(shown());
      kept = { template_id: "t3", policy: "block", version: 2 };
      return problem(412, "stale", "Someone changed this in the meantime.");
    }),
  );
  const onClose = vi.fn();
  const user = userEvent.setup();
  renderApp(<ServiceForm service={CUT} previewOf={() => null} onClose={onClose} />);
  const contract = await screen.findByRole("combobox", { name: "Contract to sign" });
  await user.click(contract);
  await user.click(await screen.findByRole("option", { name: "Consent" }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText(/this: “Terms. It waits until it is signed”/)).toBeVisible();
  expect(contract).toHaveValue("Consent");
  expect(onClose).not.toHaveBeenCalled();
  await user.click(screen.getByRole("button", { name: "Save" }));
  await vi.waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(seen).toEqual(['"1"', '"2"']);
});

it.each(["not-found", "stale"])(
  "is done where the contract was gone already (%s)",
  async (slug) => {
    let isGone = false;
    server.use(
      ...serviceWithTemplates(),
      http.get(api("/services/s1/contract"), () => {
        const kept = { template_id: "t1", policy: "warn", deadline_hours: null, version: 7 };
        return isGone
          ? problem(404, "not-found", "This service asks for no contract.")
          : HttpResponse.json({ ...kept, customer_role_key: "client" });
      }),
      http.delete(api("/services/s1/contract"), () => {
        isGone = true;
        return problem(slug === "stale" ? 412 : 404, slug, "We could not find that.");
      }),
    );
    const onClose = vi.fn();
    const user = userEvent.setup();
    renderApp(<ServiceForm service={CUT} previewOf={() => null} onClose={onClose} />);
    const contract = await screen.findByRole("combobox", { name: "Contract to sign" });
    await vi.waitFor(() => expect(contract).toHaveValue("Waiver"));
    await user.click(contract);
    await user.click(await screen.findByRole("option", { name: "Waiver" }));
    expect(contract).toHaveValue("");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText(/Someone else removed the contract to sign/)).toBeVisible();
    expect(screen.queryByText("We could not find that.")).toBeNull();
    await vi.waitFor(() => expect(onClose).toHaveBeenCalled());
  },
);
