import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { renderApp } from "../../../test/render";
import { api, HttpResponse, http, server } from "../../../test/server";
import type { Customer, ErasurePreview } from "../../api/generated/api.schemas";
import { EraseDialog } from "./EraseDialog";

const ANN: Customer = {
  id: "c1",
  name: "Ann Archer",
  email: null,
  phone: "1",
  time_zone: null,
  notes: "",
  tags: [],
  status: "active",
  erased_at: null,
  version: 3,
  created_at: "2026-11-01T10:00:00Z",
};
const PREVIEW: ErasurePreview = {
  lines: [
    {
      key: "upcoming",
      becomes: "cancelled",
      what: "Appointments still to come",
      why: "",
      count: 2,
    },
    { key: "signed", becomes: "kept", what: "Contracts that somebody signed", why: "", count: 1 },
  ],
  not_found: "Notes elsewhere are not found.",
  obstacle: null,
};

function shows(preview: ErasurePreview) {
  const sent: unknown[] = [];
  server.use(
    http.get(api("/customers/c1/erasure"), () => HttpResponse.json(preview)),
    http.post(api("/customers/c1/erase"), async ({ request }) => {
      sent.push(await request.json(), request.headers.get("If-Match"));
      return HttpResponse.json({ ...ANN, name: "Erased customer", version: 4 });
    }),
  );
  const onClose = vi.fn();
  renderApp(<EraseDialog customer={ANN} onClose={onClose} />);
  return { sent, onClose };
}

it("shows what goes and what stays, and asks for a reason and the name", async () => {
  const { sent } = shows(PREVIEW);
  expect(await screen.findByText("Appointments still to come")).toBeVisible();
  expect(screen.getByText("Kept")).toBeVisible();
  fireEvent.click(screen.getByRole("button", { name: "Erase for good" }));
  expect(screen.getByText("Choose why.")).toBeVisible();
  expect(screen.getByText("Type the name.")).toBeVisible();
  expect(sent).toEqual([]);
  fireEvent.click(screen.getByRole("combobox", { name: "Why" }));
  fireEvent.click(await screen.findByRole("option", { name: "They asked for it" }));
  fireEvent.change(screen.getByRole("textbox", { name: "Type their name to confirm" }), {
    target: { value: "Ann Archer" },
  });
  fireEvent.click(screen.getByRole("button", { name: "Erase for good" }));
  await waitFor(() =>
    expect(sent).toEqual([{ because: "asked", confirmation: "Ann Archer" }, '"3"']),
  );
});

it("says what has to be seen to first, and offers no erasure then", async () => {
  shows({ ...PREVIEW, obstacle: "import-underway" });
  expect(await screen.findByRole("alert")).toHaveTextContent("being imported");
  expect(screen.queryByRole("button", { name: "Erase for good" })).toBeNull();
});

it("asks before it closes over a reason that was chosen", async () => {
  const { onClose } = shows(PREVIEW);
  const user = userEvent.setup();
  await user.click(await screen.findByRole("combobox", { name: "Why" }));
  await user.click(await screen.findByRole("option", { name: "They asked for it" }));
  await user.keyboard("{Escape}");
  expect(await screen.findByText("Close without saving?")).toBeVisible();
  expect(onClose).not.toHaveBeenCalled();
});
