import { configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { contractField, template } from "../../../../test/contractSamples";
import { me, renderApp } from "../../../../test/render";
import { api, HttpResponse, http, server } from "../../../../test/server";
import type { ContractTemplate, TemplateChanges } from "../../../api/generated/api.schemas";
import { TemplateView } from "../TemplateView";
import { fieldIdsIn, variablesIn } from "./textEditor";

// Whole editors in a browser that is only imitated: each look at them takes its time.
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 15_000 });

const who = { ...me, permissions: [...me.permissions, "edit_templates"] };
const text = (words: string) => ({ type: "text", text: words });
const paragraph = (...content: object[]) => ({ type: "paragraph", content });

const BODY = {
  type: "doc",
  content: [
    paragraph(text("Between us and "), { type: "variable", attrs: { name: "customer.name" } }),
    {
      type: "conditional",
      attrs: { variable: "customer.phone", is: "filled", value: null },
      content: [paragraph(text("We may call."))],
    },
    paragraph(text("Signed "), { type: "field", attrs: { id: "f_sign" } }),
  ],
};

let kept: ContractTemplate;
let changes: TemplateChanges[] = [];

beforeAll(() => {
  // What ProseMirror asks of a browser and jsdom has not.
  document.elementFromPoint = () => null;
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  Range.prototype.getBoundingClientRect = () => new DOMRect();
  return import("./HtmlEditor");
});

beforeEach(() => {
  changes = [];
  kept = template({ kind: "html", body: BODY, fields: [contractField("f_sign")], frames: [] });
  server.use(
    http.get(api("/contract-templates/t1"), () => HttpResponse.json(kept)),
    http.patch(api("/contract-templates/t1"), async ({ request }) => {
      const body = (await request.json()) as TemplateChanges;
      changes.push(body);
      kept = { ...kept, ...body, version: kept.version + 1 } as ContractTemplate;
      return HttpResponse.json(kept);
    }),
  );
});

async function open() {
  renderApp(<TemplateView id="t1" />, { who });
  return screen.findByRole("textbox", { name: "Text of the contract" });
}

describe("a contract that is written here", () => {
  it("shows values and fields by their names", async () => {
    const sheet = await open();
    expect(await within(sheet).findByText(/^Your signature/)).toBeVisible();
    expect(within(sheet).getByText("Between us and")).toHaveTextContent("Customer’s name");
    expect(within(sheet).getByRole("combobox", { name: "What decides" })).toHaveValue(
      "Customer’s phone",
    );
  });

  it("takes in a field of the chosen signer, and saves text and field together", async () => {
    await open();
    fireEvent.click(screen.getByRole("button", { name: "Field" }));
    fireEvent.click(await screen.findByRole("menuitemradio", { name: "Studio" }));
    fireEvent.click(screen.getByRole("menuitem", { name: "Date signed" }));
    await waitFor(() => expect(changes.length).toBeGreaterThan(0));
    const { body, fields } = changes.at(-1) ?? {};
    const added = fields?.find(({ type }) => type === "date_signed");
    expect(added).toMatchObject({ role: "studio" });
    expect(fieldIdsIn(body ?? {})).toContain(added?.id);
  });

  it("asks for nothing that is no longer in the text", async () => {
    kept = { ...kept, fields: [contractField("f_sign"), contractField("f_gone")] };
    await open();
    fireEvent.click(screen.getByRole("button", { name: "Value" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Today’s date" }));
    await waitFor(() => expect(changes.length).toBeGreaterThan(0));
    expect(changes.at(-1)?.fields?.map(({ id }) => id)).toEqual(["f_sign"]);
    expect(variablesIn(changes.at(-1)?.body ?? {})).toContain("today");
  });

  it("says of a value that nobody knows it", async () => {
    kept = {
      ...kept,
      body: {
        type: "doc",
        content: [paragraph({ type: "variable", attrs: { name: "dog.name" } })],
      },
    };
    await open();
    expect(await screen.findByText("Nobody knows what “dog.name” is. Remove it.")).toBeVisible();
  });
});
