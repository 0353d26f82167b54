import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { renderApp } from "../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { ActivityEntry, ActivityPage } from "../../api/generated/api.schemas";
import { ActivityView } from "./ActivityView";

const ANA = { id: "u1", name: "Ana Reyes", role: "TENANT_OWNER", realm: "tenant" };

function entry(id: string, more: Partial<ActivityEntry> = {}): ActivityEntry {
  return {
    id,
    tag: "service.changed",
    group: "service",
    at: "2026-11-24T15:30:00Z",
    sentence: "Ana Reyes changed the price of the service Haircut from $65 to $70",
    who: ANA,
    behind: null,
    subject: { kind: "service", id: "s1", name: "Haircut" },
    tenant: { id: "t1", name: "Northside Studio" },
    changes: [
      {
        thing: "service",
        action: "changed",
        fields: [{ label: "price", before: "$65", after: "$70", is_told: true }],
      },
    ],
    details: [],
    ip_address: "203.0.113.9",
    request_id: "r1",
    ...more,
  };
}

function page(items: ActivityEntry[], next: string | null = null): ActivityPage {
  return { items, next, groups: [{ group: "service", label: "Services" }] };
}

let asked: URLSearchParams[] = [];

function answer(...pages: ActivityPage[]) {
  server.use(
    http.get(api("/activity"), ({ request }) => {
      const query = new URL(request.url).searchParams;
      asked.push(query);
      return HttpResponse.json(pages[query.has("after") ? 1 : 0]);
    }),
  );
}

beforeEach(() => {
  asked = [];
  server.use(
    http.get(api("/users"), () =>
      HttpResponse.json({ items: [{ id: "u2", name: "Ben Costa", role: "TENANT_STAFF" }] }),
    ),
  );
});

describe("the activity page", () => {
  it("tells day by day what happened, in the zone of the business", async () => {
    answer(page([entry("a"), entry("b", { at: "2026-11-24T03:30:00Z" })]));
    renderApp(<ActivityView />);
    expect(
      await screen.findAllByText(/changed the price of the service Haircut from \$65 to \$70/),
    ).toHaveLength(2);
    const days = screen.getAllByRole("rowheader").map((cell) => cell.textContent);
    expect(days).toEqual(["Tuesday, November 24, 2026", "Monday, November 23, 2026"]);
    expect(screen.getByText("10:30 AM")).toHaveAttribute("datetime", "2026-11-24T15:30:00Z");
    expect(screen.getByText(/Times in EST/)).toBeInTheDocument();
  });

  it("folds out what a field was before and is now", async () => {
    answer(page([entry("a")]));
    const user = userEvent.setup();
    renderApp(<ActivityView />);
    await user.click(await screen.findByRole("button", { name: /^Details: Ana Reyes/ }));
    const table = screen.getByRole("table", { name: "service changed" });
    const row = within(table).getByRole("row", { name: "price $65 $70" });
    expect(row).toBeInTheDocument();
    expect(screen.getByText("203.0.113.9")).toBeInTheDocument();
  });

  it("says of personal fields only that they changed", async () => {
    const fields = [{ label: "phone", before: null, after: null, is_told: false }];
    answer(page([entry("a", { changes: [{ thing: "customer", action: "changed", fields }] })]));
    const user = userEvent.setup();
    renderApp(<ActivityView />);
    await user.click(await screen.findByRole("button", { name: /^Details/ }));
    expect(
      screen.getByRole("row", { name: /phone changed; what it says is not kept/ }),
    ).toBeVisible();
  });

  it("asks for what the address says, and for everything again at one press", async () => {
    answer(page([]));
    const user = userEvent.setup();
    renderApp(<ActivityView />, {
      path: "/app/activity?person_id=u2&from=2026-11-01&group=service",
    });
    expect(await screen.findByText("Nothing like that has happened.")).toBeInTheDocument();
    expect(Object.fromEntries(asked[0] ?? [])).toEqual({
      person_id: "u2",
      group: "service",
      from: "2026-11-01",
      limit: "50",
    });
    expect(await screen.findByDisplayValue("Ben Costa · Staff")).toBeInTheDocument();
    await user.click(screen.getAllByRole("button", { name: "Show everything" })[0] as HTMLElement);
    await waitFor(() => expect(Object.fromEntries(asked.at(-1) ?? [])).toEqual({ limit: "50" }));
    expect(await screen.findByText("Nothing has happened yet.")).toBeInTheDocument();
  });

  it("says beside the field that the last day is before the first, and asks for nothing", async () => {
    answer(page([]));
    renderApp(<ActivityView />, { path: "/app/activity?from=2026-11-02&to=2026-11-01" });
    expect(await screen.findByLabelText("To, that day included")).toHaveAccessibleDescription(
      "This is before the first day.",
    );
    expect(screen.queryByText("Nothing like that has happened.")).not.toBeInTheDocument();
    expect(asked).toEqual([]);
  });

  it("shows earlier entries when asked", async () => {
    answer(
      page([entry("a")], "cursor"),
      page([entry("b", { sentence: "Ana Reyes added the room Blue" })]),
    );
    const user = userEvent.setup();
    renderApp(<ActivityView />);
    await user.click(await screen.findByRole("button", { name: "Show earlier" }));
    expect(await screen.findByText(/added the room Blue/)).toBeInTheDocument();
    expect(asked.at(-1)?.get("after")).toBe("cursor");
    expect(screen.queryByRole("button", { name: "Show earlier" })).not.toBeInTheDocument();
  });

  it("saves the file with the filters of the screen", async () => {
    answer(page([entry("a")]));
    let exported = "";
    server.use(
      http.get(api("/activity.csv"), ({ request }) => {
        exported = new URL(request.url).search;
        return new HttpResponse("Time\r\nnow\r\n", {
          headers: { "Content-Type": "text/csv", "X-Total-Rows": "1" },
        });
      }),
    );
    const saved: Blob[] = [];
    URL.createObjectURL = vi.fn((blob: Blob) => {
      saved.push(blob);
      return "blob:made";
    });
    URL.revokeObjectURL = vi.fn();
    const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => {});
    const user = userEvent.setup();
    renderApp(<ActivityView />, { path: "/app/activity?group=service" });
    await user.click(await screen.findByRole("button", { name: "Export" }));
    expect(await screen.findByText("activity.csv is saved.")).toBeInTheDocument();
    expect(exported).toBe("?group=service");
    expect(click).toHaveBeenCalledOnce();
    expect(saved[0]?.size).toBe(11);
    click.mockRestore();
  });

  it("says why when there is no file", async () => {
    answer(page([entry("a")]));
    server.use(
      http.get(api("/activity.csv"), () => problem(403, "not-allowed", "You may not do this.")),
    );
    const user = userEvent.setup();
    renderApp(<ActivityView />);
    await user.click(await screen.findByRole("button", { name: "Export" }));
    expect(await screen.findByText("You may not do this.")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Export" })).toBeInTheDocument();
  });
});
