import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { Route, Routes } from "react-router";
import { beforeEach, describe, expect, it } from "vitest";
import { template } from "../../../../test/contractSamples";
import { me, renderApp } from "../../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../../test/server";
import type { BulkSend as Bulk, NewBulkSend } from "../../../api/generated/api.schemas";
import { BulkOutcome } from "./BulkOutcome";
import { BulkSend } from "./BulkSend";

const who = { ...me, permissions: [...me.permissions, "view_contracts", "send_contracts"] };
const ALONE = template({ roles: template().roles.slice(0, 1) });
const HALF: Bulk = {
  id: "b1",
  title: "Waiver",
  state: "done",
  total: 2,
  sent: 1,
  failed: 1,
  can_retry: true,
  created_at: "2026-11-26T10:00:00Z",
  rows: [
    { number: 1, name: "Ann", email: "a@x.example", state: "sent", error: null, contract_id: "k1" },
    {
      number: 2,
      name: "Bob",
      email: "b@x.example",
      state: "failed",
      error: "Bob has no e-mail address yet.",
      contract_id: null,
    },
  ],
};

let asked: NewBulkSend[] = [];

beforeEach(() => {
  asked = [];
  const customers = [
    { id: "c1", name: "Ann Archer", email: "ann@guests.example" },
    { id: "c2", name: "Ben Baker", email: null },
  ];
  server.use(
    http.get(api("/contract-templates/t1"), () => HttpResponse.json(ALONE)),
    http.get(api("/customers"), () => HttpResponse.json({ items: customers, next: null })),
    http.get(api("/customers/tags"), () => HttpResponse.json({ items: [] })),
    http.post(api("/contract-bulk-sends"), async ({ request }) => {
      asked.push((await request.json()) as NewBulkSend);
      return HttpResponse.json(HALF, { status: 201 });
    }),
    http.get(api("/contract-bulk-sends/b1"), () => HttpResponse.json(HALF)),
  );
});

function open() {
  renderApp(
    <Routes>
      <Route path="/app/contracts/bulk" element={<BulkSend />} />
      <Route path="/app/contracts/bulk/:id" element={<p>Followed from here</p>} />
    </Routes>,
    { who, path: "/app/contracts/bulk?template=t1" },
  );
}

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

describe("sending to many", () => {
  it("asks once more, and then sends to all who match and have an address", async () => {
    open();
    fireEvent.click(await screen.findByRole("button", { name: "Send to 0 people" }));
    expect(await screen.findByText("Choose at least one person.")).toBeVisible();
    await screen.findByRole("checkbox", { name: "Ann Archer" });
    expect(screen.getByRole("checkbox", { name: "Ben Baker" })).toBeDisabled();
    press("Choose all");
    fireEvent.click(await screen.findByRole("button", { name: "Send to 1 person" }));
    const question = await screen.findByRole("dialog", { name: "Send “Waiver” to 1 person?" });
    expect(asked).toEqual([]);
    fireEvent.click(within(question).getByRole("button", { name: "Send" }));
    expect(await screen.findByText("Followed from here")).toBeVisible();
    expect(asked).toMatchObject([{ template_id: "t1", customer_ids: ["c1"], rows: [] }]);
  });

  it("shows who is in a file, by columns that can be said, and why somebody is left out", async () => {
    const looks: (string | null)[] = [];
    server.use(
      http.post(api("/contract-bulk-sends/preview"), ({ request }) => {
        looks.push(new URL(request.url).searchParams.get("columns"));
        return HttpResponse.json({
          encoding: "UTF-8",
          delimiter: ";",
          columns: [
            { head: "Who", target: "name", example: "Ann" },
            { head: "Where", target: "email", example: "a@x.example" },
          ],
          choices: [
            { target: "name", label: "Name" },
            { target: "email", label: "E-mail" },
          ],
          people: [
            { number: 2, name: "Ann", email: "a@x.example", values: {}, refusal: null },
            { number: 3, name: "Bob", email: "bob", values: {}, refusal: "No e-mail address." },
          ],
          accepted: 1,
          refused: 1,
        });
      }),
      http.post(api("/contract-bulk-sends"), () =>
        problem(409, "quota-reached", "The Free plan includes 10 contracts a month."),
      ),
    );
    open();
    fireEvent.click(await screen.findByRole("radio", { name: "CSV file" }));
    const input = document.querySelector("input[type=file]") as HTMLInputElement;
    fireEvent.change(input, { target: { files: [new File(["x"], "people.csv")] } });
    expect(await screen.findByText("Row 3: No e-mail address.")).toBeVisible();
    expect(screen.getByText("1 person can be sent theirs, 1 cannot.")).toBeVisible();
    fireEvent.click(screen.getByRole("combobox", { name: "Who" }));
    const [first] = await screen.findAllByRole("option", { name: "E-mail", hidden: true });
    if (first) fireEvent.click(first);
    await waitFor(() => expect(looks).toEqual([null, "email,"]));
    press("Send to 1 person");
    const question = await screen.findByRole("dialog");
    expect(question).toHaveTextContent("1 person of the file cannot be sent theirs.");
    fireEvent.click(within(question).getByRole("button", { name: "Send" }));
    expect(await screen.findByText("The Free plan includes 10 contracts a month.")).toBeVisible();
    expect(screen.getByText("Nothing was sent.")).toBeVisible();
  });

  it("tells what became of everybody, and tries those again who had none", async () => {
    server.use(
      http.post(api("/contract-bulk-sends/b1/retry"), () =>
        HttpResponse.json({ ...HALF, state: "running", failed: 0, can_retry: false }),
      ),
    );
    renderApp(<BulkOutcome id="b1" />, { who });
    expect(await screen.findByText("Done: 1 of 2 sent, 1 could not be sent.")).toBeVisible();
    const bobs = screen.getByRole("row", { name: /Bob/ });
    expect(bobs).toHaveTextContent(/Not sent.*Bob has no e-mail address yet\./);
    expect(screen.getByRole("link", { name: "Sent" })).toHaveAttribute("href", "/app/contracts/k1");
    press("Try again those not sent");
    expect(await screen.findByText(/so far\. You can leave this page\./)).toBeVisible();
    expect(screen.queryByRole("button", { name: /Try again/ })).toBeNull();
  });
});
