import { render, screen } from "@testing-library/react";
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

describe("in somebody else's place", () => {
  it("says in whose place somebody signs, and that the document was corrected", async () => {
    const former = { name: "Bella Rossi", is_delegated: true, is_named: true };
    served.view = signing({
      in_place_of: [{ ...former, heir: "Max", reason: "I am abroad" }],
      renewal: { at: "2026-11-26T10:00:00Z", name: "Bella Rossi" },
    });
    open();
    expect(await screen.findByText(/names Bella Rossi; you sign in their place/)).toBeVisible();
    expect(screen.getByText(/lets you sign instead: “I am abroad”/)).toBeVisible();
    expect(screen.getByText("This document was corrected after you had opened it")).toBeVisible();
  });

  it("says in whose place they are before they agree to anything", async () => {
    const former = { name: "Bella Rossi", heir: "Max", is_delegated: true, is_named: false };
    served.view = signing({
      consent: { ...signing().consent, is_given: false },
      in_place_of: [{ ...former, reason: "I am abroad" }],
    });
    open();
    expect(await screen.findByText("You sign in the place of Bella Rossi")).toBeVisible();
    expect(screen.getByRole("button", { name: "Agree and open the document" })).toBeVisible();
  });

  it("says of everybody who had their place how it came to be theirs", async () => {
    const step = { is_delegated: true, is_named: false, reason: "" };
    served.view = signing({
      in_place_of: [
        { ...step, name: "Ann First", heir: "Bea Next", is_named: true, reason: "I am abroad" },
        { ...step, name: "Bea Next", heir: "Cem Third", is_delegated: false },
        { ...step, name: "Cem Third", heir: "Max" },
      ],
    });
    open();
    expect(await screen.findByText(/names Ann First; you sign in their place/)).toBeVisible();
    expect(screen.getByText("Ann First let Bea Next sign instead: “I am abroad”.")).toBeVisible();
    expect(screen.getByText(/put Cem Third in the place of Bea Next\.$/)).toBeVisible();
    expect(screen.getByText(/^Cem Third lets you sign instead\./)).toBeVisible();
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
    await user.type(await screen.findByLabelText("Their name"), "Nia Nash");
    await user.type(screen.getByLabelText("Their e-mail"), "nia@example.com");
    const send = screen.getByRole("button", { name: "Send it to them" });
    server.use(
      http.post(at("/delegate"), () => problem(409, "takes-part", "Nia takes part already."), {
        once: true,
      }),
    );
    await user.click(send);
    expect(await screen.findByText("Nia takes part already.")).toBeVisible();
    await user.clear(screen.getByLabelText("Their name"));
    await user.click(send);
    expect(await screen.findByText("Please enter their name.")).toBeVisible();
    expect(screen.queryByText("Nia takes part already.")).not.toBeInTheDocument();
    await user.type(screen.getByLabelText("Their name"), "Nia Nash");
    await user.click(send);
    expect(
      await screen.findByRole("heading", { name: "Nia Nash signs instead of you" }),
    ).toBeInTheDocument();
  });
});
