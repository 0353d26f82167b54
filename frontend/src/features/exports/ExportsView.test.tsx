import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { api, HttpResponse, http, server } from "../../../test/server";
import type { BusinessExport } from "../../api/generated/api.schemas";
import { ExportsView } from "./ExportsView";

const DONE: BusinessExport = {
  id: "e1",
  state: "done",
  percent: 100,
  file_bytes: 1_500_000,
  created_at: "2026-11-01T10:00:00Z",
  expires_at: "2026-11-08T10:00:00Z",
};

it("makes an export by the password, and says beside it when that is wrong", async () => {
  const sent: unknown[] = [];
  server.use(
    http.get(api("/business-exports"), () => HttpResponse.json({ items: [] })),
    http.post(api("/business-exports"), async ({ request }) => {
      sent.push(await request.json());
      const wrong = { type: "/problems/wrong-password", title: "Not yours.", status: 401 };
      return HttpResponse.json(wrong, {
        status: 401,
        headers: { "Content-Type": "application/problem+json" },
      });
    }),
  );
  renderApp(<ExportsView />);
  fireEvent.click(await screen.findByRole("button", { name: "Make an export" }));
  fireEvent.click(await screen.findByRole("button", { name: "Make it" }));
  expect(await screen.findByText("Enter your password.")).toBeVisible();
  fireEvent.change(screen.getByLabelText("Your password"), { target: { value: "secret" } });
  fireEvent.click(screen.getByRole("button", { name: "Make it" }));
  expect(await screen.findByText("This is not your password.")).toBeVisible();
  expect(sent).toEqual([{ password: "secret" }]);
});

it("shows how far one is, and offers no second meanwhile", async () => {
  const running: BusinessExport = { ...DONE, id: "e2", state: "running", percent: 40 };
  server.use(
    http.get(api("/business-exports"), () => HttpResponse.json({ items: [running, DONE] })),
  );
  renderApp(<ExportsView />);
  await waitFor(() =>
    expect(screen.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "40"),
  );
  expect(screen.getByRole("button", { name: "Make an export" })).toBeDisabled();
  expect(screen.getByRole("button", { name: "Download" })).toBeEnabled();
});
