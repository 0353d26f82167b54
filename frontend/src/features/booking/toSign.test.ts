import { describe, expect, it } from "vitest";
import { toSign } from "../../../test/samples";
import { toldOf } from "./toSign";

const around = { businessName: "Studio", isPending: true, zone: "UTC", locale: "en" };
const told = (more: Parameters<typeof toSign>[0], isPending = true) => {
  const said = toldOf(toSign({ sign_url: null, ...more }), { ...around, isPending });
  return said && [said.title, said.text];
};
const deadline = { policy: "cancel", deadline_at: "2026-11-23T15:00:00Z" } as const;

describe("what a guest reads of what is to be signed", () => {
  it("says what ends with it", () => {
    expect(told({ state: "expired" })?.[0]).toBe("The time to sign “Waiver” is over");
    expect(told({ state: "voided" })?.[1]).toMatch(/not confirmed. Studio will get in touch/);
    expect(told({ state: "declined" }, false)?.[1]).toMatch(/stands. Studio will get in touch/);
    expect(told({ state: "declined", ...deadline }, false)?.[1]).toMatch(
      /is cancelled on Mon, Nov 23.* if it stays like this/,
    );
  });

  it("says nothing of what was replaced by another", () => {
    expect(told({ state: "voided", policy: null })).toBeNull();
  });

  it("asks nothing of who has signed while others have not", () => {
    expect(told({ has_signed: true, confirms: true })).toEqual([
      "“Waiver” waits for others to sign",
      "Your booking is confirmed once everybody has signed.",
    ]);
  });

  it("does not say that one will be able to sign in a moment what nobody is at", () => {
    expect(told({ state: "unsent", confirms: true })).toEqual([
      "“Waiver” cannot be signed yet",
      "Studio has to see to it first and will get in touch with you.",
    ]);
  });
});
