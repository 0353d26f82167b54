import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import { signing } from "../../../test/signing";
import type { Signing } from "../../api/generated/api.schemas";
import { SigningPage } from "./SigningPage";

// jsdom has no canvas: the journeys see the document itself.
vi.mock("../../ui/document/engine", async (original) => ({
  ...(await original<typeof import("../../ui/document/engine")>()),
  openDocument: vi.fn(() => new Promise(() => {})),
}));

const at = (path = "") => api(`/signing/secret${path}`);
/** The pad is loaded when it is needed. */
const LAZY = { timeout: 10_000 };
const TYPED = "data:image/png;base64,aW5r";

let view: Signing;
let saved: Record<string, unknown>;

beforeEach(() => {
  view = signing();
  saved = {};
  server.use(
    http.get(at(), () => HttpResponse.json(view)),
    http.post(at("/ticket"), () => problem(503, "unavailable", "Away.")),
    http.post(at("/open"), () => new HttpResponse(null, { status: 204 })),
    http.put(at("/values/:field"), async ({ request, params }) => {
      const { value } = (await request.json()) as { value: unknown };
      saved[String(params.field)] = value;
      const version = 1 + Object.keys(saved).length;
      return HttpResponse.json({ value, version, progress: view.progress });
    }),
    http.post(at("/images"), () =>
      HttpResponse.json({ id: "i1", url: "/signature.png", width_px: 9, height_px: 9 }),
    ),
  );
});

function open() {
  render(<SigningPage token="secret" business={null} showsOurName />);
  return userEvent.setup();
}

describe("before signing", () => {
  it("says who asks for what, and shows no field before the consent is given", async () => {
    view = signing({ consent: { ...view.consent, is_given: false } });
    let given: unknown;
    server.use(
      http.post(at("/consent"), async ({ request }) => {
        given = await request.json();
        return HttpResponse.json(signing());
      }),
    );
    const user = open();
    expect(await screen.findByRole("heading", { name: "Service agreement" })).toBeInTheDocument();
    expect(screen.getByText(/Ana Reyes at Northside Studio asks you/)).toBeInTheDocument();
    expect(screen.getByText(/Until Thu, Dec 3, 5:00 PM EST/)).toBeInTheDocument();
    expect(screen.queryByLabelText("Phone")).not.toBeInTheDocument();
    await user.selectOptions(screen.getByLabelText("Language"), "Deutsch");
    expect(screen.getByText("Ich unterschreibe elektronisch.")).toHaveAttribute("lang", "de");
    await user.click(screen.getByRole("button", { name: "Agree and open the document" }));
    expect(await screen.findByLabelText("Phone")).toBeInTheDocument();
    expect(given).toEqual({ version: "2026-11", language: "de" });
  });

  it("is marked as opened only once a person is there", async () => {
    let opened = 0;
    server.use(
      http.post(at("/open"), () => {
        opened += 1;
        return new HttpResponse(null, { status: 204 });
      }),
    );
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    open();
    await vi.waitFor(() => expect(screen.getByLabelText("Phone")).toBeInTheDocument());
    await vi.advanceTimersByTimeAsync(60_000);
    vi.useRealTimers();
    expect(opened).toBe(0);
    fireEvent.pointerDown(document.body);
    await waitFor(() => expect(opened).toBe(1));
    fireEvent.pointerDown(document.body);
    expect(opened).toBe(1);
  });

  it("asks for the code of the mail where the sender wanted it", async () => {
    view = signing({ can_sign: false, reason: "verification_required", fields: [] });
    const tried: unknown[] = [];
    server.use(
      http.post(at("/code"), () => new HttpResponse(null, { status: 204 })),
      http.post(at("/code/check"), async ({ request }) => {
        tried.push(await request.json());
        if (tried.length === 1) return problem(409, "wrong-code", "This code is not right.");
        return HttpResponse.json(signing());
      }),
    );
    const user = open();
    await user.click(await screen.findByRole("button", { name: "Send me the code" }));
    const field = await screen.findByLabelText("Code from the mail");
    await user.type(field, "12");
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(screen.getByText("Please enter the six digits from the mail.")).toBeInTheDocument();
    await user.type(field, "3456");
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(await screen.findByText("This code is not right.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(await screen.findByLabelText("Phone")).toBeInTheDocument();
    expect(tried).toEqual([{ code: "123456" }, { code: "123456" }]);
  });
});

describe("signing", () => {
  it("saves each answer by itself, and goes through required fields only", async () => {
    const user = open();
    const phone = await screen.findByLabelText("Phone");
    expect(screen.getByText("0 of 2")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Start" }));
    await waitFor(() => expect(phone).toHaveFocus());
    await user.type(phone, "+1 555 0100{Enter}");
    await waitFor(() => expect(saved).toEqual({ phone: "+1 555 0100" }));
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
    await waitFor(() => expect(saved).toEqual({ pet: false }));
  });

  it("complains beside the field and does not send what cannot be right", async () => {
    const user = open();
    const phone = await screen.findByLabelText("Phone");
    server.use(
      http.put(at("/values/phone"), () =>
        problem(422, "malformed", "Some of what was sent is not valid.", {
          errors: { json: { value: ["This is no phone number."] } },
        }),
      ),
    );
    await user.type(phone, "call me");
    await user.tab();
    expect(await screen.findByRole("alert")).toHaveTextContent(/phone number/);
    expect(phone).toHaveAttribute("aria-invalid", "true");
    expect(phone).toHaveAccessibleDescription(/phone number/);
  });

  it("signs with what this page has seen last, and thanks", async () => {
    view = signing({ values: { phone: "+1 555 0100", sign: { image_id: "i1" } } });
    view.images = { i1: TYPED };
    let sent: { body: unknown; key: string | null } | null = null;
    server.use(
      http.post(at("/finish"), async ({ request }) => {
        sent = { body: await request.json(), key: request.headers.get("Idempotency-Key") };
        view = signing({ can_sign: false, reason: "already_signed" });
        return HttpResponse.json(view);
      }),
    );
    const user = open();
    await user.click(await screen.findByLabelText("I bring a dog"));
    await user.type(screen.getByLabelText("Which breed?"), "Collie");
    await user.click(screen.getByRole("button", { name: "Sign and finish" }));
    const title = await screen.findByRole("heading", { name: "Thank you, you have signed" });
    expect(title).toHaveFocus();
    expect(screen.getByText(/We wait for Ben Costa to sign/)).toBeInTheDocument();
    expect(saved).toEqual({ pet: true, breed: "Collie" });
    expect(sent).toEqual({ body: { version: 3 }, key: expect.stringMatching(/.{16}/) });
  });

  it("goes to the field that the server still misses", async () => {
    view = signing({ values: { phone: "+1 555 0100", sign: { image_id: "i1" } } });
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

  it("does not sign while an answer could not be saved", async () => {
    view = signing({ values: { phone: "+1 555 0100", sign: { image_id: "i1" } } });
    server.use(http.put(at("/values/pet"), () => HttpResponse.error()));
    const user = open();
    await user.click(await screen.findByLabelText("I bring a dog"));
    await user.click(screen.getByLabelText("I bring a dog"));
    await user.click(screen.getByRole("button", { name: "Sign and finish" }));
    expect(await screen.findByText(/Some answers are not saved yet/)).toBeInTheDocument();
    expect(screen.getByText("Not saved yet: trying again")).toBeInTheDocument();
  });

  it("re-applies a signature made here only when the signer says so", async () => {
    view.fields.push({ ...view.fields[3], id: "again", label: "Signature again", y: 0.8 } as never);
    view = signing({ fields: view.fields, values: { sign: { image_id: "i1" } } });
    view.images = { i1: "/signature.png" };
    const user = open();
    await user.click(
      await screen.findByRole("button", { name: "Sign here: Signature again, required, empty" }),
    );
    expect(saved).toEqual({});
    const dialog = await screen.findByRole("dialog", { name: "Signature again" }, LAZY);
    await user.click(within(dialog).getByRole("button", { name: /the signature you made here/ }));
    await waitFor(() => expect(saved).toEqual({ again: { image_id: "i1" } }));
  });
});

describe("when there is nothing to sign", () => {
  it.each([
    ["voided", "This contract was withdrawn", "Go to Northside Studio"],
    ["declined", "This contract was declined", "Go to Northside Studio"],
    ["expired", "The time to sign is over", "Go to Northside Studio"],
    ["not_your_turn", "It is not your turn yet", "Read the document"],
    ["already_signed", "Thank you, you have signed", "Read the document"],
    ["completed", "Everybody has signed", "Download the signed PDF"],
  ] as const)("%s: one sentence and one next step", async (reason, title, next) => {
    const url = "/api/v1/signing/secret/document?download=true";
    const download = { state: "ready", url } as const;
    view = signing({ can_sign: false, reason, ...(reason === "completed" && { download }) });
    open();
    expect(await screen.findByRole("heading", { name: title })).toBeInTheDocument();
    const step =
      screen.queryByRole("link", { name: next }) ?? screen.getByRole("button", { name: next });
    expect(step).toBeInTheDocument();
    if (reason === "completed") {
      expect(step).toHaveAttribute("href", url);
    }
  });

  it("an unknown link says the same whatever is wrong with it", async () => {
    server.use(http.get(at(), () => problem(404, "unknown-link", "No.")));
    open();
    expect(await screen.findByRole("heading", { name: "This link does not work" })).toHaveFocus();
  });

  it("a lost network is no dead end", async () => {
    server.use(http.get(at(), () => HttpResponse.error(), { once: true }));
    const user = open();
    await user.click(await screen.findByRole("button", { name: "Try again" }));
    expect(await screen.findByLabelText("Phone")).toBeInTheDocument();
  });

  it("a contract voided meanwhile ends the page with its next answer", async () => {
    const user = open();
    await screen.findByLabelText("Phone");
    view = signing({ can_sign: false, reason: "voided" });
    server.use(http.put(at("/values/pet"), () => problem(409, "voided", "It was withdrawn.")));
    await user.click(screen.getByLabelText("I bring a dog"));
    expect(
      await screen.findByRole("heading", { name: "This contract was withdrawn" }),
    ).toHaveFocus();
  });
});

describe("other choices", () => {
  it("declining asks why, and says that it ends the contract", async () => {
    let reason: unknown;
    server.use(
      http.post(at("/decline"), async ({ request }) => {
        ({ reason } = (await request.json()) as { reason: string });
        const signer = { ...view.signer, state: "declined" } as const;
        return HttpResponse.json(signing({ can_sign: false, reason: "declined", signer }));
      }),
    );
    const user = open();
    await user.click(await screen.findByRole("button", { name: "More choices" }));
    await user.click(screen.getByRole("button", { name: /I do not want to sign/ }));
    await user.click(screen.getByRole("button", { name: "Decline" }));
    expect(screen.getByLabelText("Why do you not want to sign?")).toHaveAttribute(
      "aria-invalid",
      "true",
    );
    await user.type(screen.getByLabelText("Why do you not want to sign?"), "Wrong price");
    await user.click(screen.getByRole("button", { name: "Decline" }));
    expect(await screen.findByRole("heading", { name: "You have declined" })).toBeInTheDocument();
    expect(reason).toBe("Wrong price");
  });

  it("somebody else gets the signer's place", async () => {
    server.use(
      http.post(at("/delegate"), () =>
        HttpResponse.json({ name: "Nia Nash", email_hint: "n…@example.com" }),
      ),
    );
    const user = open();
    await user.click(await screen.findByRole("button", { name: "More choices" }));
    await user.click(screen.getByRole("button", { name: /Somebody else should sign/ }));
    await user.type(screen.getByLabelText("Their name"), "Nia Nash");
    await user.type(screen.getByLabelText("Their e-mail"), "nia@example.com");
    await user.click(screen.getByRole("button", { name: "Send it to them" }));
    expect(
      await screen.findByRole("heading", { name: "Nia Nash signs instead of you" }),
    ).toBeInTheDocument();
  });
});
