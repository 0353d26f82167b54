import { configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { contractField, template } from "../../../test/contractSamples";
import { me, renderApp } from "../../../test/render";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import type { ContractTemplate, TemplateChanges } from "../../api/generated/api.schemas";
import { TemplatesView } from "./TemplatesView";
import { TemplateView } from "./TemplateView";

// Whole editors in a browser that is only imitated: each look at them takes its time.
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 15_000 });

const who = { ...me, permissions: [...me.permissions, "edit_templates", "send_contracts"] };

let kept: ContractTemplate;
let changes: (TemplateChanges & { match: string | null })[] = [];

// The editor comes by itself when it is needed; not within the time of one test.
beforeAll(() => import("./editor/PdfEditor"));

beforeEach(() => {
  kept = template();
  changes = [];
  server.use(
    http.get(api("/contract-templates/t1"), () => HttpResponse.json(kept)),
    http.get(api("/contract-templates/t1/document"), () => new Promise(() => {})),
    http.get(api("/contract-templates/t1/form-fields"), () => HttpResponse.json({ items: [] })),
    http.patch(api("/contract-templates/t1"), async ({ request }) => {
      const body = (await request.json()) as TemplateChanges;
      changes.push({ ...body, match: request.headers.get("If-Match") });
      kept = { ...kept, ...body, version: kept.version + 1 } as ContractTemplate;
      return HttpResponse.json(kept);
    }),
  );
});

const open = () => renderApp(<TemplateView id="t1" />, { who });
const saved = () => waitFor(() => expect(changes.length).toBeGreaterThan(0));
const lastFields = () => changes.at(-1)?.fields ?? [];

/** Enter on a button, as browsers tell it: a click without a pointer. */
const choose = (button: HTMLElement) => fireEvent.click(button, { detail: 0 });
/** A key, wherever the focus is. */
const press = (key: string, how: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...how });

async function placed(name: RegExp): Promise<HTMLElement> {
  return screen.findByRole("button", { name });
}

describe("the editor of a PDF", () => {
  it("places a field for the chosen signer by keyboard and saves it by itself", async () => {
    open();
    fireEvent.click(await placed(/^Studio$/));
    choose(screen.getByRole("button", { name: "Text" }));
    expect(await placed(/^Text, for Studio, page 1$/)).toHaveAttribute("aria-pressed", "true");
    await saved();
    expect(changes[0]?.match).toBe('"4"');
    expect(lastFields()).toHaveLength(2);
    expect(lastFields()[1]).toMatchObject({ type: "text", role: "studio", page: 0 });
  });

  it("moves what is selected by arrows and takes it back", async () => {
    open();
    const field = await placed(/^Your signature, for Client/);
    field.focus();
    press("Enter");
    press("ArrowRight");
    press("ArrowRight");
    press("ArrowDown", { shiftKey: true });
    const moved = () => ({
      x: (lastFields()[0]?.x ?? 0) - 0.1,
      y: (lastFields()[0]?.y ?? 0) - 0.8,
    });
    // Ten pixels down and two to the right, on a page that is taller than wide.
    await waitFor(() => expect(moved().y).toBeGreaterThan(moved().x * 2));
    expect(moved().x).toBeGreaterThan(0);
    press("z", { ctrlKey: true });
    // Arrows in quick succession are one step; on a slow machine they may be several.
    const back = screen.getByRole<HTMLButtonElement>("button", { name: "Take back" });
    while (!back.disabled) fireEvent.click(back);
    await waitFor(() => expect(lastFields()[0]).toMatchObject({ x: 0.1, y: 0.8 }));
  });

  it("removes with the Delete key, and whatever hung on it is shown always", async () => {
    kept = template({
      fields: [
        contractField("f_dog", { type: "checkbox", label: "Has a dog" }),
        contractField("f_name", {
          type: "text",
          label: "Its name",
          condition: { field: "f_dog", is: "equals", value: true },
        }),
      ],
    });
    open();
    (await placed(/^Has a dog/)).focus();
    press("Enter");
    press("Delete");
    await saved();
    expect(lastFields()).toMatchObject([{ id: "f_name", condition: null }]);
  });

  it("sets a place in points", async () => {
    open();
    (await placed(/^Your signature/)).focus();
    press("Enter");
    const left = await screen.findByLabelText("From the left");
    fireEvent.change(left, { target: { value: "306" } });
    await saved();
    await waitFor(() => expect(lastFields()[0]?.x).toBeCloseTo(0.5, 3));
  });

  it("copies initials to every other page", async () => {
    kept = template({
      frames: [...template().frames, ...template().frames],
      fields: [contractField("f_i", { type: "initials", label: "Initials" })],
    });
    open();
    (await placed(/^Initials, for Client/)).focus();
    press("Enter");
    fireEvent.click(await screen.findByRole("button", { name: "To all others" }));
    await saved();
    expect(lastFields().map(({ page }) => page)).toEqual([0, 1, 2, 3]);
    expect(new Set(lastFields().map(({ id }) => id)).size).toBe(4);
  });

  it("gives the fields of a role that is gone to who is left, and says so before", async () => {
    open();
    fireEvent.click(await placed(/^Signers and order$/));
    const dialog = await screen.findByRole("dialog", { name: "Signers and order" });
    fireEvent.click(within(dialog).getByRole("button", { name: "Remove the Client" }));
    expect(within(dialog).getByText("1 field will belong to the Studio.")).toBeVisible();
    fireEvent.click(within(dialog).getByRole("button", { name: "Save" }));
    await saved();
    expect(changes.at(-1)?.roles?.map(({ key }) => key)).toEqual(["studio"]);
    expect(lastFields()[0]?.role).toBe("studio");
  });

  it("says that somebody else changed it, and shows theirs when asked", async () => {
    server.use(
      http.patch(api("/contract-templates/t1"), () =>
        problem(412, "stale", "This was changed meanwhile."),
      ),
    );
    open();
    choose(await placed(/^Date$/));
    expect(await screen.findByText(/Somebody else changed this meanwhile/)).toBeVisible();
    kept = template({ version: 9, fields: [contractField("f_new", { label: "Theirs" })] });
    fireEvent.click(screen.getByRole("button", { name: "Show theirs" }));
    expect(await placed(/^Theirs, for Client/)).toBeVisible();
    expect(screen.queryByRole("button", { name: /^Date, for/ })).not.toBeInTheDocument();
  });

  it("shows a signer what they will see, and arranges nothing meanwhile", async () => {
    open();
    fireEvent.click(await screen.findByRole("combobox", { name: "Seen by" }));
    fireEvent.click(await screen.findByRole("option", { name: "As the Studio sees it" }));
    expect(screen.queryByRole("button", { name: /^Your signature/ })).not.toBeInTheDocument();
    expect(screen.queryByRole("group", { name: "Fields to place" })).not.toBeInTheDocument();
  });
});

describe("uploading a PDF", () => {
  it("says in a sentence why it was not taken, and asks for the password", async () => {
    const refused = {
      state: "refused" as const,
      code: "pdf_password_required",
      sentence: "This PDF asks for a password.",
      progress: 0,
      file_name: "a.pdf",
    };
    const passwords: unknown[] = [];
    kept = template({ has_document: false, preflight: { ...refused, state: "none" } });
    server.use(
      http.post(api("/contract-templates/t1/upload-link"), () =>
        HttpResponse.json({
          url: "http://files.example/up",
          upload_id: "u-1",
          headers: { "Content-Type": "application/pdf" },
        }),
      ),
      http.put("http://files.example/up", () => new HttpResponse(null, { status: 204 })),
      http.post(api("/contract-templates/t1/check"), async ({ request }) => {
        passwords.push(((await request.json()) as { password?: string }).password);
        kept = template({ has_document: false, preflight: refused, version: kept.version + 1 });
        return HttpResponse.json(kept, { status: 202 });
      }),
    );
    const view = open();
    await screen.findByText("Drop a PDF here");
    const input = view.container.querySelector("input[type=file]") as HTMLInputElement;
    fireEvent.change(input, {
      target: { files: [new File(["%PDF-1.7"], "a.pdf", { type: "application/pdf" })] },
    });
    expect(await screen.findByText("This PDF asks for a password.")).toBeVisible();
    fireEvent.change(screen.getByLabelText("Password of the PDF"), { target: { value: "secret" } });
    fireEvent.click(screen.getByRole("button", { name: "Open it" }));
    await waitFor(() => expect(passwords).toEqual([undefined, "secret"]));
  });

  it("takes no file that is no PDF", async () => {
    kept = template({ has_document: false, preflight: { ...kept.preflight, state: "none" } });
    const view = open();
    await screen.findByText("Drop a PDF here");
    const input = view.container.querySelector("input[type=file]") as HTMLInputElement;
    fireEvent.change(input, { target: { files: [new File(["x"], "a.docx")] } });
    expect(await screen.findByText("This is no PDF. Save it as a PDF first.")).toBeVisible();
  });
});

describe("the list of templates", () => {
  it("archives at once and offers to take it back", async () => {
    let isArchived = false;
    server.use(
      http.get(api("/contract-templates"), () =>
        HttpResponse.json({ items: isArchived ? [] : [kept], next: null }),
      ),
      http.delete(api("/contract-templates/t1"), () => {
        isArchived = true;
        return HttpResponse.json({ ...kept, is_archived: true });
      }),
      http.post(api("/contract-templates/t1/restore"), () => {
        isArchived = false;
        return HttpResponse.json(kept);
      }),
    );
    renderApp(<TemplatesView />, { who });
    fireEvent.click(await screen.findByRole("button", { name: "More about Waiver" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Archive" }));
    await waitFor(() => expect(screen.queryByRole("row", { name: /Waiver/ })).toBeNull());
    fireEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(await screen.findByRole("row", { name: /Waiver/ })).toBeVisible();
  });
});
