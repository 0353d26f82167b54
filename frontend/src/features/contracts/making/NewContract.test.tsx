import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { Route, Routes } from "react-router";
import { beforeEach, describe, expect, it } from "vitest";
import { contract, contractField, signer, template } from "../../../../test/contractSamples";
import { me, renderApp } from "../../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../../test/server";
import type { ContractDetail } from "../../../api/generated/api.schemas";
import { NewContract } from "./NewContract";

const who = { ...me, permissions: [...me.permissions, "view_contracts", "send_contracts"] };

let kept: ContractDetail;
let made: Record<string, unknown>[] = [];
let changes: Record<string, unknown>[] = [];

beforeEach(() => {
  made = [];
  changes = [];
  kept = contract({
    state: "draft",
    version: 1,
    fields: [contractField("f_sign"), contractField("f_dog", { type: "text", label: "Dog" })],
    can: { ...contract().can, send: true, delete: true },
  });
  server.use(
    http.get(api("/contract-templates"), () =>
      HttpResponse.json({
        items: [template(), template({ id: "t2", name: "Half made", is_ready: false })],
        next: null,
      }),
    ),
    http.get(api("/contract-templates/t1"), () => HttpResponse.json(template())),
    http.get(api("/users"), () =>
      HttpResponse.json({
        items: [
          {
            id: "u1",
            name: "Ana Reyes",
            email: "ana@example.com",
            role: "TENANT_OWNER",
            is_active: true,
          },
        ],
        next: null,
      }),
    ),
    http.get(api("/customers"), () =>
      HttpResponse.json({
        items: [{ id: "c1", name: "Ann Archer", email: "ann@guests.example", phone: null }],
        next: null,
      }),
    ),
    http.post(api("/contracts"), async ({ request }) => {
      made.push((await request.json()) as Record<string, unknown>);
      return HttpResponse.json(kept, { status: 201 });
    }),
    http.patch(api("/contracts/k1"), async ({ request }) => {
      const body = (await request.json()) as Record<string, unknown>;
      changes.push({ ...body, match: request.headers.get("If-Match") });
      kept = { ...kept, ...(body.title ? { title: String(body.title) } : {}) };
      kept = { ...kept, version: kept.version + 1 };
      return HttpResponse.json(kept);
    }),
    http.get(api("/contracts/k1"), () => HttpResponse.json(kept)),
    http.get(api("/contracts/k1/document"), () => new Promise(() => {})),
    http.get(api("/contracts/k1/preview"), () =>
      HttpResponse.json({ fields: kept.fields.map((f) => ({ ...f, is_mine: true })), values: {} }),
    ),
  );
});

function open(path: string) {
  return renderApp(
    <Routes>
      <Route path="/app/contracts/new" element={<NewContract />} />
      <Route path="/app/contracts/:id" element={<p>Followed from here</p>} />
    </Routes>,
    { who, path },
  );
}

async function choose(role: string, person: RegExp) {
  fireEvent.click(await screen.findByRole("combobox", { name: `Who is the ${role}` }));
  fireEvent.click(await screen.findByRole("option", { name: person }));
}

describe("a new contract", () => {
  it("can be made from finished templates only", async () => {
    open("/app/contracts/new");
    expect(await screen.findByRole("button", { name: /Waiver/ })).toBeVisible();
    expect(screen.queryByRole("button", { name: /Half made/ })).not.toBeInTheDocument();
  });

  it("names whoever is missing and goes to their field", async () => {
    open("/app/contracts/new?template=t1");
    await choose("Client", /Ann Archer/);
    fireEvent.click(screen.getByRole("button", { name: "Continue" }));
    expect(await screen.findByText("Choose who is the Studio.")).toBeVisible();
    expect(screen.getByRole("combobox", { name: "Who is the Studio" })).toHaveFocus();
  });

  it("is kept as a draft as soon as somebody is chosen", async () => {
    open("/app/contracts/new?template=t1");
    await choose("Client", /Ann Archer/);
    await waitFor(() => expect(made).toHaveLength(1), { timeout: 3_000 });
    expect(made[0]).toMatchObject({
      template_id: "t1",
      signers: [{ role_key: "client", customer_id: "c1", routing_order: 1 }],
    });
    expect(await screen.findByText("Saved")).toBeVisible();
    // The form that made the draft goes on, with what was chosen in it.
    expect(screen.getByRole("combobox", { name: "Who is the Client" })).toHaveValue(
      "Ann Archer · ann@guests.example",
    );
  });

  it("lets everybody sign at once by one choice", async () => {
    open("/app/contracts/new?draft=k1");
    fireEvent.click(await screen.findByRole("radio", { name: "All at once" }));
    expect(screen.getByLabelText("Turn of the Studio")).toHaveValue("1");
    await waitFor(() => expect(changes).toHaveLength(1), { timeout: 3_000 });
    expect(changes[0]).toMatchObject({
      match: '"1"',
      signers: [{ routing_order: 1 }, { routing_order: 1 }],
    });
  });

  it("moves a signer up by a button", async () => {
    open("/app/contracts/new?draft=k1");
    fireEvent.click(await screen.findByRole("button", { name: "Move the Studio up" }));
    const rows = screen.getAllByRole("listitem");
    expect(within(rows[0] as HTMLElement).getByText("Studio")).toBeVisible();
    expect(screen.getByLabelText("Turn of the Studio")).toHaveValue("1");
    expect(screen.getByLabelText("Turn of the Client")).toHaveValue("2");
  });

  it("keeps what the sender knows already", async () => {
    open("/app/contracts/new?draft=k1&step=fill");
    fireEvent.change(await screen.findByLabelText("Dog"), { target: { value: "Rex" } });
    await waitFor(() => expect(changes.at(-1)?.values).toEqual({ f_dog: "Rex" }), {
      timeout: 3_000,
    });
  });

  it("is sent and then followed", async () => {
    server.use(
      http.post(api("/contracts/k1/send"), () => HttpResponse.json({ ...kept, state: "sent" })),
    );
    open("/app/contracts/new?draft=k1&step=check");
    fireEvent.click(await screen.findByRole("button", { name: "Send" }));
    expect(await screen.findByText("Followed from here")).toBeVisible();
  });

  it("says before it is sent again what it has not from the one before", async () => {
    const left_out = ["Olga Other: the template has no such role any more."];
    const former = {
      id: "k0",
      number: "C-2026-0000",
      state: "voided" as const,
      template_number: 1,
    };
    kept = { ...kept, former: { ...former, left_out, stand_ins: [] } };
    open("/app/contracts/new?draft=k1&step=check");
    const told = await screen.findByRole("list", { name: "Not taken over" });
    expect(within(told).getByRole("listitem")).toHaveTextContent(left_out[0] as string);
  });

  it("says of a stand-in whom the one before had asked, until another is chosen", async () => {
    const [first] = kept.signers;
    const former = {
      id: "k0",
      number: "C-2026-0000",
      state: "voided" as const,
      template_number: 1,
      left_out: [],
    };
    const stand_ins = [
      {
        role_key: first?.role_key ?? "",
        email: (first?.email ?? "").toUpperCase(),
        asked_name: "Vera Visitor",
        asked_email: "vera@guests.example",
      },
    ];
    kept = { ...kept, former: { ...former, stand_ins } };
    open("/app/contracts/new?draft=k1");
    const said = /^Stood in for Vera Visitor \(vera@guests\.example\), whom you had asked\./;
    expect(await screen.findByText(said)).toBeVisible();
    fireEvent.click(screen.getByRole("button", { name: "Other person as the Client" }));
    expect(screen.queryByText(said)).not.toBeInTheDocument();
  });

  it("says everything that is missing when it cannot be sent", async () => {
    kept = { ...kept, signers: [signer("s1")] };
    server.use(
      http.post(api("/contracts/k1/send"), () =>
        problem(422, "malformed", "It cannot be sent like this.", {
          errors: { json: { signers: { studio: ["Choose who is the Studio."] } } },
        }),
      ),
    );
    open("/app/contracts/new?draft=k1&step=check");
    fireEvent.click(await screen.findByRole("button", { name: "Send" }));
    expect(await screen.findByText("It cannot be sent like this.")).toBeVisible();
    expect(screen.getByText("Choose who is the Studio.")).toBeVisible();
  });
});
