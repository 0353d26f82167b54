import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { contract, EVENTS, signer } from "../../../test/contractSamples";
import { me, renderApp } from "../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { ContractDetail } from "../../api/generated/api.schemas";
import { ContractsView } from "./ContractsView";
import { ContractView } from "./ContractView";

const who = { ...me, permissions: [...me.permissions, "view_contracts", "send_contracts"] };

let kept: ContractDetail;
let asked: URLSearchParams[] = [];
let sent: { path: string; body: unknown }[] = [];

function act(path: string, change: Partial<ContractDetail>) {
  return http.post(api(`/contracts/k1${path}`), async ({ request }) => {
    const text = await request.text();
    sent.push({ path, body: text ? JSON.parse(text) : null });
    kept = { ...kept, ...change, version: kept.version + 1 };
    return HttpResponse.json(kept);
  });
}

beforeEach(() => {
  kept = contract();
  asked = [];
  sent = [];
  server.use(
    http.get(api("/contracts"), ({ request }) => {
      const wanted = new URL(request.url).searchParams;
      asked.push(wanted);
      const items = wanted.get("state") === "draft" ? [] : [kept];
      return HttpResponse.json({ items, next: null });
    }),
    http.get(api("/contracts/k1"), () => HttpResponse.json(kept)),
    http.get(api("/contracts/k1/document"), () => new Promise(() => {})),
    http.get(api("/contracts/k1/events"), () => HttpResponse.json({ items: EVENTS })),
    http.get(api("/contracts/k1/signers/:id/naming"), () =>
      HttpResponse.json({ name: "", can_renew: true, signed: [], opened: [], places: [] }),
    ),
    act("/remind", {}),
    act("/void", { state: "voided", end_reason: "Wrong price" }),
  );
});

describe("the list of contracts", () => {
  it("says of each signer how far they are", async () => {
    renderApp(<ContractsView />, { who });
    const row = await screen.findByRole("row", { name: /C-2026-0001/ });
    expect(within(row).getAllByText("Ann Archer: Invited")[0]).toBeInTheDocument();
    expect(within(row).getAllByText("Ana Reyes: Not their turn yet")[0]).toBeInTheDocument();
  });

  it("asks for the state that was chosen and says so when there is none", async () => {
    renderApp(<ContractsView />, { who });
    fireEvent.click(await screen.findByRole("radio", { name: "Drafts" }));
    expect(await screen.findByText("There is no draft.")).toBeVisible();
    expect(asked.at(-1)?.get("state")).toBe("draft");
  });

  it("offers no new contract to whoever may only look", async () => {
    const reader = { ...me, permissions: ["view_contracts"] };
    renderApp(<ContractsView />, { who: reader });
    await screen.findByRole("row", { name: /C-2026-0001/ });
    expect(screen.queryByRole("link", { name: "New contract" })).not.toBeInTheDocument();
  });
});

function open() {
  return renderApp(<ContractView id="k1" onOpenAppointment={() => {}} />, { who });
}

describe("one contract", () => {
  it("reminds one signer", async () => {
    open();
    fireEvent.click(await screen.findByRole("button", { name: "More about Ann Archer" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Remind" }));
    expect(await screen.findByText("Ann Archer was reminded.")).toBeVisible();
    expect(sent).toEqual([{ path: "/remind", body: { signer_id: "s1" } }]);
  });

  it("offers whoever is not at turn nothing but a correction", async () => {
    open();
    fireEvent.click(await screen.findByRole("button", { name: "More about Ana Reyes" }));
    const items = await screen.findAllByRole("menuitem");
    expect(items.map((item) => item.textContent)).toEqual(["Correct or replace…"]);
  });

  it("says that its document is no longer kept once somebody was erased", async () => {
    server.use(
      http.get(api("/contracts/k1/document"), () =>
        problem(410, "document-gone", "No longer kept."),
      ),
    );
    open();
    expect(await screen.findByText("The document is no longer kept")).toBeVisible();
  });

  it("names whoever of the team did something, unless the sentence does", async () => {
    open();
    const reminded = (await screen.findByText("Vera Visitor was reminded.")).closest("li");
    expect(reminded).toHaveTextContent(/ · by Bo Park$/);
    expect(screen.getByText("Ana Reyes sent it.").closest("li")).not.toHaveTextContent("by");
  });

  it("is voided only with a reason", async () => {
    open();
    fireEvent.click(await screen.findByRole("button", { name: "More about this contract" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Void…" }));
    const question = await screen.findByRole("dialog", { name: "Void “Waiver”?" });
    fireEvent.click(within(question).getByRole("button", { name: "Void contract" }));
    expect(await within(question).findByText("Say why, in a few words.")).toBeVisible();
    expect(sent).toEqual([]);
    fireEvent.change(within(question).getByLabelText("Reason"), {
      target: { value: "Wrong price" },
    });
    fireEvent.click(within(question).getByRole("button", { name: "Void contract" }));
    expect(await screen.findByText("Why it was voided")).toBeVisible();
    expect(sent).toEqual([{ path: "/void", body: { reason: "Wrong price" } }]);
  });

  it("shows a new link once, and only when asked to make one", async () => {
    let made = 0;
    server.use(
      http.post(api("/contracts/k1/signers/s1/link"), () => {
        made += 1;
        return HttpResponse.json({ url: "https://bella.example/sign/s/secret" });
      }),
    );
    open();
    fireEvent.click(await screen.findByRole("button", { name: "More about Ann Archer" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Copy a link…" }));
    const dialog = await screen.findByRole("dialog", { name: "A link for Ann Archer" });
    expect(made).toBe(0);
    fireEvent.click(within(dialog).getByRole("button", { name: "Make a link" }));
    expect(await within(dialog).findByText("https://bella.example/sign/s/secret")).toBeVisible();
    expect(made).toBe(1);
  });

  it("says before the act where a signed document goes on naming somebody", async () => {
    const place = { where: "text", label: "customer name", count: 2, follows: true };
    const naming = { name: "Ann Archer", opened: [], signed: ["Bo Boss"], can_renew: false };
    server.use(
      http.get(api("/contracts/k1/signers/s1/naming"), () =>
        HttpResponse.json({ ...naming, places: [place] }),
      ),
    );
    renderApp(<ContractView id="k1" onOpenAppointment={() => {}} />, { who });
    fireEvent.click(await screen.findByRole("button", { name: "More about Ann Archer" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Correct or replace…" }));
    const warning = await screen.findByText(/it can no longer change/);
    expect(warning).toHaveTextContent("It will still name Ann Archer in 2 places");
    fireEvent.click(screen.getByRole("button", { name: "Void and send anew…" }));
    const dialog = await screen.findByRole("dialog", { name: /^Void/ });
    expect(within(dialog).getByRole("button", { name: "Void and send anew" })).toBeVisible();
  });

  it("says that an old document may name them, though nobody knows where", async () => {
    const naming = { name: "Ann Archer", can_renew: false, signed: [], opened: [], places: [] };
    server.use(http.get(api("/contracts/k1/signers/s1/naming"), () => HttpResponse.json(naming)));
    open();
    fireEvent.click(await screen.findByRole("button", { name: "More about Ann Archer" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Correct or replace…" }));
    expect(await screen.findByText(/may name Ann Archer and cannot be changed/)).toBeVisible();
  });

  it("tells of the contract before and after it", async () => {
    const related = { state: "voided" as const, template_number: 1 };
    kept = contract({
      former: { ...related, id: "k0", number: "C-2026-0000", left_out: [], stand_ins: [] },
      successors: [{ ...related, id: "k2", number: "C-2026-0002", state: "sent" }],
    });
    renderApp(<ContractView id="k1" onOpenAppointment={() => {}} />, { who });
    expect(await screen.findByRole("link", { name: "C-2026-0000" })).toBeVisible();
    expect(screen.getByText(/which was voided/)).toBeVisible();
    expect(screen.getByText(/Sent again as/)).toHaveTextContent("C-2026-0002");
  });

  it("puts a refused address beside its field", async () => {
    server.use(
      http.patch(api("/contracts/k1/signers/s1"), () =>
        problem(422, "malformed", "Look at the form.", {
          errors: { json: { email: ["This is one of our own addresses."] } },
        }),
      ),
    );
    open();
    fireEvent.click(await screen.findByRole("button", { name: "More about Ann Archer" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Correct or replace…" }));
    const form = await screen.findByRole("dialog", { name: "Correct Ann Archer" });
    fireEvent.click(within(form).getByRole("button", { name: "Save" }));
    expect(await within(form).findByText("This is one of our own addresses.")).toBeVisible();
    expect(within(form).getByLabelText("E-mail")).toHaveFocus();
  });

  it("says what in the document stands in the way of a correction", async () => {
    server.use(
      http.patch(api("/contracts/k1/signers/s1"), () =>
        problem(422, "contract-not-ready", "“Who” on page 1 does not fit: shorten it by about 9.", {
          errors: { json: { values: { who: ["“Who” on page 1 does not fit."] } } },
        }),
      ),
    );
    open();
    fireEvent.click(await screen.findByRole("button", { name: "More about Ann Archer" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Correct or replace…" }));
    const form = await screen.findByRole("dialog", { name: "Correct Ann Archer" });
    fireEvent.click(within(form).getByRole("button", { name: "Save" }));
    expect(await within(form).findByText(/shorten it by about 9/)).toBeVisible();
  });

  it("says in whose place somebody signs, each step of it", async () => {
    const steps = [
      "Sam (sam@x.example), who let Bea sign.",
      "Bea (bea@x.example), who let Ann sign.",
    ];
    kept = contract({ signers: [signer("s1", { in_place_of: steps })] });
    open();
    for (const step of steps) expect(await screen.findByText(`In place of ${step}`)).toBeVisible();
  });

  it("says why it could not be sealed and seals again", async () => {
    kept = contract({
      state: "seal_failed",
      seal_error: "The key was locked.",
      signers: [signer("s1", { state: "signed" })],
      can: { ...kept.can, remind: false, void: false, retry_seal: true },
    });
    server.use(
      http.post(api("/contracts/k1/retry-seal"), () => {
        kept = { ...kept, state: "sealing", seal_error: null };
        return new HttpResponse(null, { status: 202 });
      }),
    );
    open();
    expect(await screen.findByText(/The key was locked\./)).toBeVisible();
    fireEvent.click(screen.getByRole("button", { name: "Seal again" }));
    await waitFor(() => expect(screen.queryByText(/The key was locked/)).not.toBeInTheDocument());
  });
});
