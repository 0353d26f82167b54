import { expect, it } from "vitest";
import { hangingOn } from "./hangingOn";

const DEADLINE = "2026-11-23T15:00:00Z";
const sent = { state: "sent" as const, policy: null, deadline_at: null };
const of = (state: "pending" | "confirmed") => ({ state, time_zone: "America/New_York" });

it.each([
  [{ ...sent, policy: "block" }, of("pending"), "The appointment waits for this signature."],
  [{ ...sent, policy: "block" }, of("confirmed"), null],
  [{ ...sent, policy: "block", state: "completed" as const }, of("pending"), null],
  [
    { ...sent, policy: "cancel", deadline_at: DEADLINE },
    of("confirmed"),
    "Not signed by Mon, Nov 23, 2026, 10:00 AM EST, the appointment is called off.",
  ],
  [{ ...sent, policy: "warn" }, of("pending"), null],
])("says what hangs on %o for %o", (contract, appointment, said) => {
  expect(hangingOn(contract, appointment, "en-US")).toBe(said);
});
