import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { lookingOnly, me, renderApp, tenant } from "../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import { BusinessSettings } from "./BusinessSettings";

/** A server that answers a save only when it is told to. */
function slow() {
  const seen: unknown[] = [];
  let answer: () => void = () => undefined;
  server.use(
    http.get(api("/me"), () => HttpResponse.json(me)),
    http.get(api("/tenant"), () => HttpResponse.json(tenant)),
    http.patch(api("/tenant"), async ({ request }) => {
      const { name } = (await request.json()) as typeof tenant;
      seen.push([request.headers.get("If-Match"), name]);
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return HttpResponse.json({ ...tenant, name, version: seen.length + 1 });
    }),
  );
  return { seen, answer: () => answer() };
}

it("keeps what is typed while a save is on its way, as a change of what that save makes", async () => {
  const { seen, answer } = slow();
  const user = userEvent.setup();
  renderApp(<BusinessSettings />);
  const field = await screen.findByLabelText("Name of the business");
  const save = () => user.click(screen.getByRole("button", { name: "Save settings" }));
  await user.type(field, " One");
  await save();
  await waitFor(() => expect(seen).toEqual([['"1"', "Northside Studio One"]]));
  await user.type(field, " Two");
  answer();
  expect(await screen.findByText("Settings saved.")).toBeVisible();
  expect(screen.getByLabelText("Name of the business")).toHaveValue("Northside Studio One Two");
  await save();
  await waitFor(() => expect(seen[1]).toEqual(['"2"', "Northside Studio One Two"]));
  answer();
  await waitFor(() => expect(screen.getByRole("button", { name: "Save settings" })).toBeDisabled());
});

/** A server that holds the business, and what it was asked to change. */
function holds(stored: typeof tenant) {
  const sent: unknown[] = [];
  server.use(
    http.get(api("/me"), () => HttpResponse.json(me)),
    http.get(api("/tenant"), () => HttpResponse.json(stored)),
    http.patch(api("/tenant"), async ({ request }) => {
      const { name, currency } = (await request.json()) as typeof tenant;
      const seen = request.headers.get("If-Match");
      sent.push([seen, name, currency]);
      if (seen !== `"${stored.version}"`) {
        return problem(412, "stale", "Someone changed this in the meantime.");
      }
      stored = { ...stored, name, currency, version: stored.version + 1 };
      return HttpResponse.json(stored);
    }),
  );
  return {
    sent,
    others: (change: Partial<typeof tenant>) => {
      stored = { ...stored, ...change, version: stored.version + 1 };
    },
  };
}

it("takes over what somebody else saved meanwhile, and is saved over that", async () => {
  const { sent, others } = holds(tenant);
  const user = userEvent.setup();
  renderApp(<BusinessSettings />);
  const name = () => screen.getByLabelText("Name of the business");
  const save = () => user.click(screen.getByRole("button", { name: "Save settings" }));
  await user.type(await screen.findByLabelText("Name of the business"), " One");
  others({ name: "Southside", currency: "CHF" });
  await save();
  expect(await screen.findByRole("alert")).toHaveTextContent("Look it over and save again.");
  expect(name()).toHaveValue("Northside Studio One");
  expect(name()).toHaveAccessibleDescription(/Someone else changed this: “Southside”/);
  expect(screen.getByRole("combobox", { name: "Currency" })).toHaveValue("Swiss Franc (CHF)");
  await save();
  await waitFor(() => expect(screen.getByRole("button", { name: "Discard" })).toBeDisabled());
  expect(sent).toEqual([
    ['"1"', "Northside Studio One", tenant.currency],
    ['"2"', "Northside Studio One", "CHF"],
  ]);
});

it("goes back to what somebody else saved once one's own is discarded", async () => {
  const { others } = holds(tenant);
  const user = userEvent.setup();
  renderApp(<BusinessSettings />);
  await user.type(await screen.findByLabelText("Name of the business"), " One");
  others({ name: "Southside" });
  await user.click(screen.getByRole("button", { name: "Save settings" }));
  await screen.findByRole("alert");
  await user.click(screen.getByRole("button", { name: "Discard" }));
  expect(screen.getByLabelText("Name of the business")).toHaveValue("Southside");
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
});

it("is saved at once where somebody changed other settings only", async () => {
  const { sent, others } = holds(tenant);
  const user = userEvent.setup();
  renderApp(<BusinessSettings />);
  await user.type(await screen.findByLabelText("Name of the business"), " One");
  others({ late_fee_percent: 50 });
  await user.click(screen.getByRole("button", { name: "Save settings" }));
  expect(await screen.findByText("Settings saved.")).toBeVisible();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(['"2"', "Northside Studio One", tenant.currency]);
});

it("goes back to what is just being saved when what was typed since is discarded", async () => {
  const { seen, answer } = slow();
  const user = userEvent.setup();
  renderApp(<BusinessSettings />);
  const field = await screen.findByLabelText("Name of the business");
  await user.type(field, " One");
  await user.click(screen.getByRole("button", { name: "Save settings" }));
  await waitFor(() => expect(seen).toHaveLength(1));
  await user.type(field, " Two");
  await user.click(screen.getByRole("button", { name: "Discard" }));
  expect(field).toHaveValue("Northside Studio One");
  answer();
  await waitFor(() => expect(screen.getByRole("button", { name: "Discard" })).toBeDisabled());
  expect(screen.getByLabelText("Name of the business")).toHaveValue("Northside Studio One");
});

it("is there to be read by whoever may look only, and says so", async () => {
  server.use(http.get(api("/tenant"), () => HttpResponse.json(tenant)));
  renderApp(<BusinessSettings />, { who: lookingOnly });
  const name = await screen.findByLabelText("Name of the business");
  expect(screen.getByText(/you may look only/)).toBeVisible();
  await userEvent.setup().type(name, " One");
  expect(name).toHaveValue("Northside Studio");
  expect(screen.queryByRole("button")).not.toBeInTheDocument();
});
