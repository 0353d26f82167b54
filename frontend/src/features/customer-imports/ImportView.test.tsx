import { fireEvent, screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { api, HttpResponse, http, server } from "../../../test/server";
import type { CustomerImportDetails } from "../../api/generated/api.schemas";
import { ImportView } from "./ImportView";

function found(more: Partial<CustomerImportDetails> = {}): CustomerImportDetails {
  return {
    id: "i1",
    file_name: "people.csv",
    encoding: "Windows-1252",
    delimiter: ";",
    head: ["Vorname", "Mail", "Schuhgröße"],
    sample: [["Ann", "ann@x.example", "39"]],
    columns: ["first_name", "email", null],
    existing: "skip",
    date_order: "dmy",
    state: "read",
    total_rows: 3,
    done_rows: 0,
    added: 0,
    changed: 0,
    unchanged: 0,
    refused: 0,
    shared_rows: 0,
    shared: [],
    taken_back: 0,
    can_be_undone: false,
    error: null,
    created_at: "2026-11-26T08:00:00Z",
    ended_at: null,
    refusals: [],
    ...more,
  };
}

let kept: CustomerImportDetails;
let asked: unknown[] = [];

beforeEach(() => {
  asked = [];
  server.use(
    http.get(api("/customer-imports"), () => HttpResponse.json({ items: [] })),
    http.get(api("/customer-imports/i1"), () => HttpResponse.json(kept)),
    http.post(api("/customer-imports/i1/check"), async ({ request }) => {
      asked.push(await request.json());
      kept = found({
        state: "checked",
        done_rows: 3,
        added: 1,
        unchanged: 1,
        refused: 1,
        shared_rows: 1,
        shared: [{ number: 3, row: 2 }],
        refusals: [{ number: 4, reason: "E-mail: Wrong.", cells: ["Bob", "x"] }],
      });
      return HttpResponse.json(kept);
    }),
    http.post(api("/customer-imports/i1/start"), () => {
      asked.push("start");
      kept = found({ state: "done", done_rows: 3, added: 1, can_be_undone: true });
      return HttpResponse.json(kept);
    }),
  );
});

describe("the import of customers", () => {
  it("refuses a file that is too large before it is sent", async () => {
    renderApp(<ImportView />);
    const file = new File([], "huge.csv");
    Object.defineProperty(file, "size", { value: 200_000_000 });
    const input = document.querySelector("input[type=file]") as HTMLInputElement;
    fireEvent.change(input, { target: { files: [file] } });
    expect(await screen.findByRole("alert")).toHaveTextContent("10 MB is the most");
  });

  it("goes from the columns over the check to the result", async () => {
    kept = found();
    renderApp(<ImportView />, { path: "/app/customers/import?import=i1" });
    expect(await screen.findByText(/written in Windows-1252 and parted by/)).toBeVisible();
    fireEvent.click(screen.getByRole("button", { name: "Check the rows" }));
    const refused = await screen.findByRole("region", { name: "Refused rows" });
    expect(within(refused).getByText("E-mail: Wrong.")).toBeVisible();
    const shared = screen.getByRole("region", { name: "Shared e-mails" });
    expect(within(shared).getByText("Row 2")).toBeVisible();
    expect(asked).toEqual([
      { columns: ["first_name", "email", null], existing: "skip", date_order: "dmy" },
    ]);
    fireEvent.click(screen.getByRole("button", { name: "Import 1 row" }));
    expect(await screen.findByText("people.csv is imported.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Take the import back" })).toBeVisible();
  });

  it("says what is wrong with the columns instead of checking", async () => {
    kept = found({ columns: [null, "email", "email"] });
    renderApp(<ImportView />, { path: "/app/customers/import?import=i1" });
    expect(await screen.findByRole("alert")).toHaveTextContent("Two columns are taken for");
    expect(screen.getByRole("button", { name: "Check the rows" })).toBeDisabled();
  });
});
