import { act, screen } from "@testing-library/react";
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

it("is refused over what somebody else saved while it was open", async () => {
  let seen: string | null = null;
  server.use(
    http.get(api("/customers/tags"), () => HttpResponse.json({ items: [], next: null })),
    http.patch(api("/customers/c1"), ({ request }) => {
      seen = request.headers.get("If-Match");
      return problem(412, "stale", "Someone changed this in the meantime.");
    }),
  );
  let bring: (customer: Customer) => void = () => undefined;
  function Page() {
    const [customer, setCustomer] = useState(ANN as unknown as Customer);
    bring = setCustomer;
    return <CustomerForm customer={customer} onClose={vi.fn()} />;
  }
  const user = userEvent.setup();
  renderApp(<Page />);
  await user.type(await screen.findByLabelText("Notes"), "Likes tea.");
  act(() => bring({ ...ANN, notes: "Allergic.", version: 2 } as unknown as Customer));
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Someone changed this");
  expect(seen).toBe('"1"');
  expect(screen.getByLabelText("Notes")).toHaveValue("Likes tea.");
});
