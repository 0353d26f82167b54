import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { HttpResponse, http, problem, server } from "../../../test/server";
import { at, serveSigning, signing } from "../../../test/signing";
import { Spoken } from "../../ui/speech/Spoken";
import { SigningPage } from "./SigningPage";

// jsdom has no canvas: the journeys see the document itself.
vi.mock("../../ui/document/engine", async (original) => ({
  ...(await original<typeof import("../../ui/document/engine")>()),
  openDocument: vi.fn(() => new Promise(() => {})),
}));

let served: ReturnType<typeof serveSigning>;

beforeEach(() => {
  served = serveSigning();
});

function open() {
  render(
    <Spoken locale="en-US">
      <SigningPage token="secret" business={null} showsOurName />
    </Spoken>,
  );
  return userEvent.setup();
}

describe("before signing", () => {
  it("says who asks for what, and shows no field before the consent is given", async () => {
    served.view = signing({ consent: { ...served.view.consent, is_given: false } });
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
    expect(screen.getByText(/Until Thu, Dec 3, 2026, 5:00 PM EST/)).toBeInTheDocument();
    expect(screen.queryByLabelText("Phone")).not.toBeInTheDocument();
    await user.selectOptions(screen.getByLabelText("Language"), "Deutsch");
    const text = await screen.findByText("Ich unterschreibe elektronisch.");
    expect(text).toHaveAttribute("lang", "de");
    expect(document.documentElement).toHaveAttribute("lang", "de");
    expect(screen.getByText(/^Bis Do/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Zustimmen und das Dokument öffnen" }));
    expect(await screen.findByLabelText("Phone")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Beginnen" })).toBeInTheDocument();
    expect(given).toEqual({ version: "2026-11", language: "de" });
  });

  it("says so once where the business itself asks, as by a service that is booked", async () => {
    const contract = { ...served.view.contract, sender_name: "Northside Studio" };
    served.view = signing({ contract, consent: { ...served.view.consent, is_given: false } });
    open();
    expect(await screen.findByText(/^Northside Studio asks you/)).toBeVisible();
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

  it("offers a new code at once where the one that was mailed is used up", async () => {
    served.view = signing({ can_sign: false, reason: "verification_required", fields: [] });
    const said =
      "This code is used up: it was entered wrongly too often. Please ask for a new one.";
    let sent = 0;
    server.use(
      http.post(at("/code"), () => {
        sent += 1;
        return new HttpResponse(null, { status: 204 });
      }),
      http.post(at("/code/check"), () => problem(422, "code-used-up", said)),
    );
    const user = open();
    await user.click(await screen.findByRole("button", { name: "Send me the code" }));
    await user.type(await screen.findByLabelText("Code from the mail"), "123456");
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(said);
    expect(screen.queryByLabelText("Code from the mail")).not.toBeInTheDocument();
    const again = screen.getByRole("button", { name: "Send a new code" });
    expect(again).toHaveFocus();
    await user.click(again);
    expect(await screen.findByLabelText("Code from the mail")).toHaveValue("");
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
    expect(sent).toBe(2);
  });

  it("asks for the code of the mail where the sender wanted it", async () => {
    served.view = signing({ can_sign: false, reason: "verification_required", fields: [] });
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
    served.view = signing({ can_sign: false, reason, ...(reason === "completed" && { download }) });
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
    const heading = await screen.findByRole("heading", { name: "This link does not work" });
    await waitFor(() => expect(heading).toHaveFocus());
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
    served.view = signing({ can_sign: false, reason: "voided" });
    server.use(http.put(at("/values/pet"), () => problem(409, "voided", "It was withdrawn.")));
    await user.click(screen.getByLabelText("I bring a dog"));
    expect(
      await screen.findByRole("heading", { name: "This contract was withdrawn" }),
    ).toHaveFocus();
  });

  it("a link replaced meanwhile ends the page, and claims nothing to be saved", async () => {
    const user = open();
    await screen.findByLabelText("Phone");
    const gone = () => problem(404, "unknown-link", "This link does not work.");
    server.use(http.get(at(), gone), http.put(at("/values/pet"), gone));
    await user.click(screen.getByLabelText("I bring a dog"));
    expect(await screen.findByRole("heading", { name: "This link does not work" })).toBeVisible();
    expect(screen.queryByText("Saved")).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "More choices" })).not.toBeInTheDocument();
  });
});

describe("other choices", () => {
  it("declining asks why, and says that it ends the contract", async () => {
    let reason: unknown;
    server.use(
      http.post(at("/decline"), async ({ request }) => {
        ({ reason } = (await request.json()) as { reason: string });
        const signer = { ...served.view.signer, state: "declined" } as const;
        return HttpResponse.json(signing({ can_sign: false, reason: "declined", signer }));
      }),
    );
    const user = open();
    await user.click(await screen.findByRole("button", { name: "More choices" }));
    await user.click(screen.getByRole("button", { name: /I do not want to sign/ }));
    await user.click(await screen.findByRole("button", { name: "Decline" }));
    expect(screen.getByLabelText("Why do you not want to sign?")).toHaveAttribute(
      "aria-invalid",
      "true",
    );
    await user.type(screen.getByLabelText("Why do you not want to sign?"), "Wrong price");
    // Closed by mistake, it is not to be written again.
    await user.click(screen.getByRole("button", { name: "Close" }));
    await user.click(await screen.findByRole("button", { name: "More choices" }));
    await user.click(screen.getByRole("button", { name: /I do not want to sign/ }));
    expect(await screen.findByLabelText("Why do you not want to sign?")).toHaveValue("Wrong price");
    await user.click(screen.getByRole("button", { name: "Decline" }));
    expect(await screen.findByRole("heading", { name: "You have declined" })).toBeInTheDocument();
    expect(reason).toBe("Wrong price");
  });
});
