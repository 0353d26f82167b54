import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { api, HttpResponse, http, server } from "../../../test/server";
import type { Customer } from "../../api/generated/api.schemas";
import { MergeDialog } from "./MergeDialog";

function customer(more: Partial<Customer>): Customer {
  return {
    id: "c1",
    name: "Ann Archer",
    email: null,
    phone: "1",
    time_zone: null,
    notes: "",
    tags: ["vip"],
    status: "active",
    erased_at: null,
    version: 3,
    created_at: "2026-11-01T10:00:00Z",
    ...more,
  };
}

const other = customer({ id: "c2", name: "Anna", email: "a@x.example", version: 5 });

describe("merging two customers", () => {
  it("looks for no more of a long name than the API takes", async () => {
    const asked: string[] = [];
    server.use(
      http.get(api("/customers"), ({ request }) => {
        asked.push(new URL(request.url).searchParams.get("q") ?? "");
        return HttpResponse.json({ items: [other], next: null });
      }),
    );
    renderApp(<MergeDialog customer={customer({ name: "A".repeat(120) })} onClose={() => {}} />);
    await waitFor(() => expect(asked).toEqual(["A".repeat(100)]));
    fireEvent.change(screen.getByRole("combobox", { name: "The other record" }), {
      target: { value: ` ${"B".repeat(110)}` },
    });
    await waitFor(() => expect(asked[1]).toBe("B".repeat(100)));
  });

  it("names both, takes what only one has, and sends what was seen", async () => {
    const sent: unknown[] = [];
    server.use(
      http.get(api("/customers"), () => HttpResponse.json({ items: [other], next: null })),
      http.get(api("/customers/:id/figures"), () =>
        HttpResponse.json({
          visits: 2,
          missed: 0,
          cancelled: 0,
          upcoming: 1,
          last_visit_at: null,
          spend: [],
        }),
      ),
      http.post(api("/customers/c1/merge"), async ({ request }) => {
        sent.push(await request.json(), request.headers.get("If-Match"));
        return HttpResponse.json(customer({ version: 4 }));
      }),
    );
    server.use(
      http.get(api("/customers/c1/merges"), () => HttpResponse.json({ items: [{ id: "m1" }] })),
      http.post(api("/customers/c1/merges/m1/undo"), ({ request }) => {
        sent.push(request.headers.get("If-Match"));
        return HttpResponse.json({ customer: customer({ version: 5 }), other });
      }),
    );
    renderApp(<MergeDialog customer={customer({})} onClose={() => {}} />);
    fireEvent.click(await screen.findByRole("combobox", { name: "The other record" }));
    fireEvent.click(await screen.findByRole("option", { name: "Anna, a@x.example" }));
    expect(screen.getByText(/Anna \(a@x.example\) becomes part of Ann Archer/)).toBeVisible();
    fireEvent.click(screen.getByRole("radio", { name: "Anna" }));
    fireEvent.click(screen.getByRole("button", { name: "Merge both" }));
    await waitFor(() =>
      expect(sent).toEqual([
        {
          other_id: "c2",
          other_version: 5,
          keep: { name: "other", email: "other", phone: "this", notes: "both" },
          status: null,
        },
        '"3"',
      ]),
    );
    fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    expect(await screen.findByText(/are two customers again/)).toBeVisible();
    expect(sent.at(-1)).toBe('"4"');
  });
});
