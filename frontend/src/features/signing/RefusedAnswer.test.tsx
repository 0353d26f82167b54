import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { http, problem, server } from "../../../test/server";
import { at, serveSigning, signing } from "../../../test/signing";
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
  render(<SigningPage token="secret" business={null} showsOurName />);
  return userEvent.setup();
}

describe("an answer that cannot stay", () => {
  it("keeps whoever presses Enter at it, and says why", async () => {
    served.view = signing({ values: { sign: { image_id: "i1" } } });
    const user = open();
    const phone = await screen.findByLabelText("Phone");
    await user.type(phone, "call me{Enter}");
    expect(phone).toHaveAccessibleDescription("This does not look like a phone number.");
    expect(phone).toHaveFocus();
    expect(screen.getByRole("button", { name: "Phone needs a change" })).toBeVisible();
    expect(screen.getByText("1 of 2")).toBeVisible();
    await user.type(phone, "?");
    expect(phone).not.toHaveAccessibleDescription();
    expect(screen.getByRole("button", { name: "Phone required" })).toBeVisible();
    server.use(
      http.put(at("/values/phone"), () =>
        problem(422, "malformed", "Some of what was sent is not valid.", {
          errors: { json: { value: ["It has no room in its place."] } },
        }),
      ),
    );
    await user.clear(phone);
    await user.type(phone, "+1 555 0100{Enter}");
    await waitFor(() => expect(phone).toHaveAccessibleDescription("It has no room in its place."));
    expect(phone).toHaveFocus();
  });

  it("brings a reason into view once, and leaves the focus where it is", async () => {
    const brought = vi.fn();
    vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(function (this: Element) {
      brought(this.getAttribute("data-field"));
    });
    const seen = { top: 700, bottom: 720 } as DOMRect;
    vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue(seen);
    const user = open();
    const phone = await screen.findByLabelText("Phone");
    await user.type(phone, "call me");
    expect(brought).not.toHaveBeenCalled();
    await user.keyboard("{Enter}");
    expect(brought.mock.calls).toEqual([["phone"]]);
    await user.type(phone, " today");
    expect(brought).toHaveBeenCalledTimes(1);
    const pet = screen.getByLabelText("I bring a dog");
    await user.click(pet);
    // The field that has the focus has the last word.
    expect(brought.mock.calls.slice(1)).toEqual([["phone"], ["pet"]]);
    expect(pet).toHaveFocus();
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
});
