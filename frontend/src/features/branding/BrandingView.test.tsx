import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { renderApp, tenant } from "../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import { BrandingView } from "./BrandingView";

let stored = tenant;

beforeEach(() => {
  stored = tenant;
  server.use(
    http.get(api("/tenant"), () => HttpResponse.json(stored)),
    http.put(api("/tenant/logo"), () => {
      stored = { ...stored, logo_url: "/logo.png", version: stored.version + 1 };
      return HttpResponse.json(stored);
    }),
    http.patch(api("/tenant"), async ({ request }) => {
      if (request.headers.get("If-Match") !== `"${stored.version}"`) {
        return problem(412, "stale", "Someone changed this in the meantime.");
      }
      const sent = (await request.json()) as Partial<typeof tenant>;
      stored = { ...stored, ...sent, version: stored.version + 1 };
      return HttpResponse.json(stored);
    }),
  );
});

const color = (name: string) => screen.getByRole("radio", { name });

async function choose(name: string) {
  const user = userEvent.setup();
  await user.click(await screen.findByRole("radio", { name }));
  return user;
}

it("saves a colour that was chosen before one's own new logo", async () => {
  const { container } = renderApp(<BrandingView />);
  const user = await choose("Red");
  const input = container.querySelector<HTMLInputElement>('input[type="file"]');
  await user.upload(input as HTMLInputElement, new File(["x"], "logo.png", { type: "image/png" }));
  expect(await screen.findByRole("button", { name: "Replace logo" })).toBeVisible();
  expect(color("Red")).toBeChecked();
  await user.click(screen.getByRole("button", { name: "Save branding" }));
  await waitFor(() => expect(stored).toMatchObject({ brand_color: "#e5484d", version: 3 }));
});

it("says which colour somebody else chose meanwhile, and is saved over that", async () => {
  renderApp(<BrandingView />);
  const user = await choose("Red");
  stored = { ...stored, brand_color: "#2f9e44", version: 2 };
  const save = () => user.click(screen.getByRole("button", { name: "Save branding" }));
  await save();
  expect(await screen.findByText(/Someone else changed this: “Green”/)).toBeVisible();
  expect(color("Red")).toBeChecked();
  await save();
  await waitFor(() => expect(stored).toMatchObject({ brand_color: "#e5484d", version: 3 }));
});
