import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { lookingOnly, me, renderApp, tenant } from "../../../test/render";
import { api, HttpResponse, http, server } from "../../../test/server";
import { BusinessSettings } from "./BusinessSettings";

it("keeps what is typed while a save is on its way, as a change of what that save makes", async () => {
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

it("cannot be saved by whoever may look only, and says so", async () => {
  server.use(http.get(api("/tenant"), () => HttpResponse.json(tenant)));
  renderApp(<BusinessSettings />, { who: lookingOnly });
  const name = await screen.findByLabelText("Name of the business");
  expect(screen.getByText(/you may look only/)).toBeVisible();
  await userEvent.setup().type(name, " One");
  expect(screen.getByRole("button", { name: "Save settings" })).toBeDisabled();
  expect(screen.getByRole("button", { name: "Discard" })).toBeEnabled();
});
