import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { me, renderApp } from "../../../test/render";
import { appointment } from "../../../test/samples";
import { api, HttpResponse, http, server } from "../../../test/server";
import type { Customer } from "../../api/generated/api.schemas";
import { CustomersView } from "./CustomersView";

function customer(more: Partial<Customer> = {}): Customer {
  return {
    id: "c1",
    name: "Ann Archer",
    email: "ann@guests.example",
    phone: null,
    time_zone: null,
    notes: "",
    tags: ["regular"],
    status: "active",
    erased_at: null,
    version: 3,
    created_at: "2026-11-01T10:00:00Z",
    ...more,
  };
}

let asked: URLSearchParams[] = [];
let changes: unknown[] = [];
let kept: Customer;

beforeEach(() => {
  asked = [];
  changes = [];
  kept = customer();
  server.use(
    http.get(api("/customers"), ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json({ items: [kept], next: null });
    }),
    http.get(api("/customers/tags"), () =>
      HttpResponse.json({ items: [{ tag: "regular", customers: 1 }] }),
    ),
    http.get(api("/customers/c1"), () => HttpResponse.json(kept)),
    http.get(api("/customers/c1/merges"), () => HttpResponse.json({ items: [] })),
    http.get(api("/erasure-requests"), () => HttpResponse.json({ items: [] })),
    http.get(api("/customers/c1/figures"), () =>
      HttpResponse.json({
        visits: 4,
        missed: 1,
        cancelled: 2,
        upcoming: 0,
        last_visit_at: "2026-11-20T15:00:00Z",
        spend: [{ currency: "USD", amount_minor: 12500 }],
      }),
    ),
    http.get(api("/appointments"), () => HttpResponse.json({ items: [], next: null })),
    http.patch(api("/customers/c1"), async ({ request }) => {
      const body = (await request.json()) as Partial<Customer>;
      changes.push({ ...body, match: request.headers.get("If-Match") });
      kept = customer({ ...body, version: 4 });
      return HttpResponse.json(kept);
    }),
  );
});

const who = { ...me, permissions: [...me.permissions, "view_customers", "edit_customers"] };

function open(path = "/app/customers") {
  return renderApp(
    <CustomersView
      onBook={() => {}}
      onOpenAppointment={() => {}}
      historyOf={() => null}
      contractsOf={() => null}
    />,
    { path, who },
  );
}

describe("the customers page", () => {
  it("asks for the tag that was chosen", async () => {
    open();
    await userEvent.click(await screen.findByRole("combobox", { name: "Tag" }));
    await userEvent.click(await screen.findByRole("option", { name: "regular" }));
    await waitFor(() => expect(asked.at(-1)?.get("tag")).toBe("regular"));
  });

  it("shows visits and spend of a customer", async () => {
    open("/app/customers?customer=c1");
    const drawer = await screen.findByRole("dialog");
    expect(await within(drawer).findByText("$125")).toBeVisible();
    expect(within(drawer).getByText("Visits").nextSibling).toHaveTextContent("4");
  });

  it("says of which year a visit was", async () => {
    server.use(
      http.get(api("/appointments"), () =>
        HttpResponse.json({ items: [appointment("a1", "2024-11-26T15:00:00Z")], next: null }),
      ),
    );
    open("/app/customers?customer=c1");
    const past = within(await screen.findByRole("region", { name: "Past" }));
    expect(past.getByText("Tue, Nov 26, 2024, 10:00 AM EST")).toBeVisible();
  });

  it("blocks after a question, and then no longer offers to book", async () => {
    open("/app/customers?customer=c1");
    await userEvent.click(await screen.findByRole("button", { name: "Block" }));
    const question = await screen.findByRole("dialog", { name: "Block Ann Archer?" });
    expect(changes).toEqual([]);
    await userEvent.click(within(question).getByRole("button", { name: "Block" }));
    expect(await screen.findByRole("button", { name: "Unblock" })).toBeVisible();
    expect(changes).toEqual([{ status: "blocked", match: '"3"' }]);
    expect(screen.queryByRole("button", { name: "Book" })).not.toBeInTheDocument();
  });
});
