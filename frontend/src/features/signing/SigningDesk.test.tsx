import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { HttpResponse, http, problem, server } from "../../../test/server";
import { at, serveSigning, signing, signingField } from "../../../test/signing";
import { SigningPage } from "./SigningPage";

// jsdom has no canvas: the journeys see the document itself.
vi.mock("../../ui/document/engine", async (original) => ({
  ...(await original<typeof import("../../ui/document/engine")>()),
  openDocument: vi.fn(() => new Promise(() => {})),
}));

/** The pad is loaded when it is needed. */
const LAZY = { timeout: 10_000 };
const TYPED = "data:image/png;base64,aW5r";

let served: ReturnType<typeof serveSigning>;

beforeEach(() => {
  served = serveSigning();
});

function open() {
  render(<SigningPage token="secret" business={null} showsOurName />);
  return userEvent.setup();
}

function onTouch() {
  vi.spyOn(window, "matchMedia").mockImplementation(
    (media) =>
      ({
        matches: media.includes("coarse"),
        addEventListener() {},
        removeEventListener() {},
      }) as never,
  );
}

describe("signing", () => {
  it("saves each answer by itself, and goes through required fields only", async () => {
    const user = open();
    const phone = await screen.findByLabelText("Phone");
    expect(screen.getByText("0 of 2")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Start" }));
    await waitFor(() => expect(phone).toHaveFocus());
    await user.type(phone, "+1 555 0100{Enter}");
    await waitFor(() => expect(served.saved).toEqual({ phone: "+1 555 0100" }));
    expect(await screen.findByText("Saved")).toBeInTheDocument();
    expect(screen.getByText("1 of 2")).toBeInTheDocument();
    expect(await screen.findByRole("dialog", { name: "Signature" }, LAZY)).toBeInTheDocument();
  });

  it("asks for what a tick makes necessary, and no longer when it is taken away", async () => {
    const user = open();
    await user.click(await screen.findByLabelText("I bring a dog"));
    expect(screen.getByLabelText("Which breed?")).toBeInTheDocument();
    expect(screen.getByText("0 of 3")).toBeInTheDocument();
    await user.click(screen.getByLabelText("I bring a dog"));
    expect(screen.queryByLabelText("Which breed?")).not.toBeInTheDocument();
    await waitFor(() => expect(served.saved).toEqual({ pet: false }));
  });

  it("signs with what this page has seen last, and thanks", async () => {
    served.view = signing({ values: { phone: "+1 555 0100", sign: { image_id: "i1" } } });
    served.view.images = { i1: TYPED };
    let sent: { body: unknown; key: string | null } | null = null;
    server.use(
      http.post(at("/finish"), async ({ request }) => {
        sent = { body: await request.json(), key: request.headers.get("Idempotency-Key") };
        served.view = signing({ can_sign: false, reason: "already_signed" });
        return HttpResponse.json(served.view);
      }),
    );
    const user = open();
    await user.click(await screen.findByLabelText("I bring a dog"));
    await user.type(screen.getByLabelText("Which breed?"), "Collie");
    await user.click(screen.getByRole("button", { name: "Sign and finish" }));
    const title = await screen.findByRole("heading", { name: "Thank you, you have signed" });
    expect(title).toHaveFocus();
    expect(screen.getByText(/We wait for Ben Costa\./)).toBeInTheDocument();
    expect(served.saved).toEqual({ pet: true, breed: "Collie" });
    const body = { version: 3, document_sha256: "ab".repeat(32), edition: 0 };
    expect(sent).toEqual({ body, key: expect.stringMatching(/.{16}/) });
  });

  it("goes to the field that the server still misses", async () => {
    served.view = signing({ values: { phone: "+1 555 0100", sign: { image_id: "i1" } } });
    server.use(
      http.post(at("/finish"), () =>
        problem(422, "malformed", "Something is missing.", {
          errors: { fields: { phone: ["“Phone” on page 1 is missing."] } },
        }),
      ),
    );
    const user = open();
    await user.click(await screen.findByRole("button", { name: "Sign and finish" }));
    await waitFor(() => expect(screen.getByLabelText("Phone")).toHaveFocus());
  });

  it("shows what was changed elsewhere before it signs", async () => {
    served.view = signing({ values: { phone: "+1 555 0100", sign: { image_id: "i1" } } });
    server.use(
      http.post(at("/finish"), () => {
        served.view = signing({ values: { phone: "+1 555 0199", sign: { image_id: "i1" } } });
        return problem(412, "stale", "Load it again and repeat your change.");
      }),
    );
    const user = open();
    await user.click(await screen.findByRole("button", { name: "Sign and finish" }));
    expect(await screen.findByText(/and this is how it stands now/)).toBeVisible();
    expect(screen.queryByText(/Load it again/)).not.toBeInTheDocument();
    await waitFor(() => expect(screen.getByLabelText("Phone")).toHaveValue("+1 555 0199"));
  });

  it("does not sign while an answer could not be saved", async () => {
    served.view = signing({ values: { phone: "+1 555 0100", sign: { image_id: "i1" } } });
    server.use(http.put(at("/values/pet"), () => HttpResponse.error()));
    const user = open();
    await user.click(await screen.findByLabelText("I bring a dog"));
    await user.click(screen.getByLabelText("I bring a dog"));
    await user.click(screen.getByRole("button", { name: "Sign and finish" }));
    expect(await screen.findByText(/Some answers are not saved yet/)).toBeInTheDocument();
    expect(screen.getByText("Not saved yet: trying again")).toBeInTheDocument();
  });

  it("re-applies a signature made here only when the signer says so", async () => {
    served.view.fields.push({
      ...served.view.fields[3],
      id: "again",
      label: "Signature again",
      y: 0.8,
    } as never);
    served.view = signing({ fields: served.view.fields, values: { sign: { image_id: "i1" } } });
    served.view.images = { i1: "/signature.png" };
    const user = open();
    await user.click(
      await screen.findByRole("button", { name: "Sign here: Signature again, required, empty" }),
    );
    expect(served.saved).toEqual({});
    const dialog = await screen.findByRole("dialog", { name: "Signature again" }, LAZY);
    await user.click(within(dialog).getByRole("button", { name: /the signature you made here/ }));
    await waitFor(() => expect(served.saved).toEqual({ again: { image_id: "i1" } }));
  });

  it("stays at an answer that is refused, and does not finish before it was changed", async () => {
    onTouch();
    const notes = signingField("notes", { label: "Allergies", is_required: false, y: 0.5 });
    served.view = signing({
      fields: [...(served.view.fields ?? []), notes],
      values: { phone: "+1 555 0100", sign: { image_id: "i1" } },
    });
    let asked = 0;
    server.use(
      http.put(at("/values/notes"), () => {
        asked += 1;
        return problem(422, "malformed", "Some of what was sent is not valid.", {
          errors: { json: { value: ["It has no room in its place."] } },
        });
      }),
    );
    const user = open();
    await user.click(await screen.findByRole("button", { name: "Allergies, optional, empty" }));
    const field = within(screen.getByRole("dialog")).getByLabelText(/Allergies/);
    await user.type(field, "W".repeat(75));
    expect(field).toHaveAccessibleDescription(/^Room for about \d+ characters\.$/);
    await user.clear(field);
    // Faster than anything is sent while somebody is typing.
    await user.type(field, `${"Nuts and eggs ".repeat(6)}{Enter}`);
    // Alone: how much has room of other letters is no help now.
    await waitFor(() => expect(field).toHaveAccessibleDescription("It has no room in its place."));
    await user.keyboard("{Enter}");
    expect(field).toBeVisible();
    const before = asked;
    await user.click(screen.getByRole("button", { name: "Close" }));
    expect(screen.getByRole("button", { name: "Allergies needs a change" })).toBeVisible();
    expect(asked).toBe(before);
    expect(screen.queryByRole("button", { name: "Sign and finish" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Next" }));
    const again = within(screen.getByRole("dialog", { name: "Allergies" }));
    expect(again.getByLabelText(/Allergies/)).toHaveAccessibleDescription(/no room/);
  });

  it("takes answers in a sheet where the paper is too small for fingers", async () => {
    onTouch();
    const user = open();
    await user.click(await screen.findByRole("button", { name: "Phone, required, empty" }));
    const sheet = screen.getByRole("dialog", { name: "Phone" });
    const field = within(sheet).getByLabelText("Phone");
    expect(field).toHaveFocus();
    await user.type(field, "no number{Enter}");
    expect(field).toHaveAccessibleDescription("This does not look like a phone number.");
    expect(served.saved).toEqual({});
    expect(sessionStorage.getItem("signing-unsaved")).toContain("no number");
    await user.click(screen.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(served.saved).toEqual({ phone: "no number" }));
    await user.click(screen.getByRole("button", { name: "Phone, required, no number" }));
    const again = within(screen.getByRole("dialog")).getByLabelText(/Phone/);
    await user.clear(again);
    await user.type(again, "+1 555 0100{Enter}");
    await waitFor(() => expect(served.saved).toEqual({ phone: "+1 555 0100" }));
    expect(await screen.findByRole("dialog", { name: "Signature" }, LAZY)).toBeInTheDocument();
  });
});
