import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { renderApp } from "../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { Customer } from "../../api/generated/api.schemas";
import { CustomerForm } from "./CustomerForm";

const ANN = {
  id: "c1",
  name: "Ann Archer",
  email: null,
  phone: null,
  tags: [],
  notes: "",
  version: 1,
};

it("takes over what somebody else saved while it was open, and is saved over that", async () => {
  const sent: unknown[] = [];
  const theirs = { ...ANN, name: "Ann Baker", notes: "Allergic.", version: 2 };
  server.use(
    http.get(api("/customers/tags"), () => HttpResponse.json({ items: [], next: null })),
    http.get(api("/customers/c1"), () => HttpResponse.json(theirs)),
    http.patch(api("/customers/c1"), async ({ request }) => {
      const { name, notes, phone } = (await request.json()) as Customer;
      const seen = request.headers.get("If-Match");
      sent.push([seen, name, notes, phone]);
      return seen === '"2"'
        ? HttpResponse.json({ ...theirs, name, notes, phone, version: 3 })
        : problem(412, "stale", "Someone changed this in the meantime.");
    }),
  );
  let bring: (customer: Customer) => void = () => undefined;
  const onClose = vi.fn();
  function Page() {
    const [customer, setCustomer] = useState(ANN as unknown as Customer);
    bring = setCustomer;
    return <CustomerForm customer={customer} onClose={onClose} />;
  }
  const user = userEvent.setup();
  renderApp(<Page />);
  const notes = await screen.findByLabelText("Notes");
  await user.type(notes, "Likes tea.");
  await user.type(screen.getByLabelText("Phone"), "555");
  act(() => bring(theirs as unknown as Customer));
  const save = () => user.click(screen.getByRole("button", { name: "Save" }));
  await save();
  expect(await screen.findByRole("alert")).toHaveTextContent("Look it over and save again.");
  expect(screen.getByLabelText("Name")).toHaveValue("Ann Baker");
  expect(screen.getByLabelText("Phone")).toHaveValue("555");
  expect(notes).toHaveValue("Likes tea.");
  expect(notes).toBeInvalid();
  expect(screen.getByText(/Someone else changed this: “Allergic\.”/)).toBeVisible();
  expect(onClose).not.toHaveBeenCalled();
  await save();
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  expect(sent).toEqual([
    ['"1"', "Ann Archer", "Likes tea.", "555"],
    ['"2"', "Ann Baker", "Likes tea.", "555"],
  ]);
});
