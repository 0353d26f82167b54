import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { HttpResponse, http, problem, server } from "../../../test/server";
import { at, serveSigning, signing } from "../../../test/signing";
import { SigningPage } from "./SigningPage";

// jsdom has no canvas: the journeys see the document itself.
vi.mock("../../ui/document/engine", async (original) => ({
  ...(await original<typeof import("../../ui/document/engine")>()),
  openDocument: vi.fn(() => new Promise(() => {})),
}));

const WRONG = "This does not fit its place.";
let served: ReturnType<typeof serveSigning>;

beforeEach(() => {
  served = serveSigning();
});

/** A page of its own, as after a reload. */
async function open() {
  cleanup();
  render(<SigningPage token="secret" business={null} showsOurName />);
  return screen.findByLabelText<HTMLInputElement>("Phone");
}

function refuse(field: string, ...values: unknown[]) {
  server.use(
    http.put(at(`/values/${field}`), async ({ request }) => {
      const { value } = (await request.clone().json()) as { value: unknown };
      if (!values.includes(value)) return undefined;
      return problem(422, "malformed", "Not valid.", { errors: { json: { value: [WRONG] } } });
    }),
  );
}

async function typeWrong() {
  const phone = await open();
  await userEvent.type(phone, "12345");
  await userEvent.tab();
  await waitFor(() => expect(phone).toHaveAccessibleDescription(WRONG));
}

const kept = () => sessionStorage.getItem("signing-unsaved");

describe("what is not saved", () => {
  it("is there after a reload, with why it was refused, until it is saved", async () => {
    refuse("phone", "12345");
    await typeWrong();
    const again = await open();
    await waitFor(() => expect(again).toHaveAccessibleDescription(WRONG));
    expect(again).toHaveValue("12345");
    expect(screen.getByRole("button", { name: "Phone needs a change" })).toBeVisible();
    await userEvent.type(again, "6");
    await userEvent.tab();
    await waitFor(() => expect(served.saved).toEqual({ phone: "123456" }));
    await waitFor(() => expect(kept()).toBeNull());
  });

  it("is also what is wrong as far as it is typed, before anybody sends it", async () => {
    const phone = await open();
    await userEvent.type(phone, "abc");
    expect(screen.queryByText("Saved")).not.toBeInTheDocument();
    expect(served.saved).toEqual({});
    expect(kept()).toContain("abc");
    expect(await open()).toHaveValue("abc");
  });

  it("is saved after a reload where only the network was away", async () => {
    server.use(http.put(at("/values/phone"), () => HttpResponse.error(), { once: true }));
    const phone = await open();
    await userEvent.type(phone, "12345");
    await userEvent.tab();
    expect(await screen.findByText("Not saved yet: trying again")).toBeVisible();
    await open();
    await waitFor(() => expect(served.saved).toEqual({ phone: "12345" }));
  });

  it.each([true, false])("waits for the code, also where nothing may be kept: %s", async (may) => {
    if (!may) {
      vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
        throw new DOMException("No.", "QuotaExceededError");
      });
    }
    server.use(
      http.put(
        at("/values/phone"),
        () => {
          served.view = signing({ can_sign: false, reason: "verification_required", fields: [] });
          return problem(409, "verification-required", "Please enter the code first.");
        },
        { once: true },
      ),
      http.post(at("/code"), () => new HttpResponse(null, { status: 204 })),
      http.post(at("/code/check"), () => HttpResponse.json(signing())),
    );
    await userEvent.type(await open(), "12345");
    await userEvent.click(await screen.findByRole("button", { name: "Send me the code" }));
    await userEvent.type(await screen.findByLabelText("Code from the mail"), "123456{Enter}");
    expect(await screen.findByLabelText("Phone")).toHaveValue("12345");
    await waitFor(() => expect(served.saved).toEqual({ phone: "12345" }));
  });

  it("is not shown to the next person at this device", async () => {
    refuse("phone", "12345");
    await typeWrong();
    const { signer } = signing();
    served.view = signing({ signer: { ...signer, id: "s2", name: "Ben Costa" } });
    expect(await open()).toHaveValue("");
    expect(kept()).toBeNull();
  });

  it.each(["already_signed", "declined", "voided"] as const)(
    "is forgotten once it is over: %s",
    async (reason) => {
      refuse("phone", "12345");
      await typeWrong();
      expect(kept()).toContain("12345");
      served.view = signing({ can_sign: false, reason });
      cleanup();
      render(<SigningPage token="secret" business={null} showsOurName />);
      await waitFor(() => expect(kept()).toBeNull());
    },
  );

  it("is no signature and no file", async () => {
    const [sign] = signing().fields.filter(({ id }) => id === "sign");
    served.view = signing({
      fields: [...signing().fields, { ...sign, id: "again", label: "Again", y: 0.8 } as never],
      values: { sign: { image_id: "i1" } },
      images: { i1: "/signature.png" },
    });
    server.use(http.put(at("/values/:field"), () => HttpResponse.error()));
    await userEvent.type(await open(), "12345");
    await userEvent.click(screen.getByRole("button", { name: /^Sign here: Again/ }));
    const made = { name: /the signature you made here/ };
    await userEvent.click(await screen.findByRole("button", made, { timeout: 10_000 }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(JSON.parse(kept() ?? "")).toEqual({ signer: "s1", value: { phone: "12345" } });
  });
});
