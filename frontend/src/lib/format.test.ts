import { describe, expect, it } from "vitest";
import {
  addonText,
  datedMomentText,
  durationText,
  initialsOf,
  momentText,
  moneyText,
  spanText,
  timeRangeText,
  zoneText,
} from "./format";

describe("stretches of time", () => {
  const zone = "America/New_York";

  it("read as days when they are whole days, and as moments otherwise", () => {
    const midnight = "2026-12-03T05:00:00Z";
    expect(spanText(midnight, "2026-12-04T05:00:00Z", zone, "en-US")).toBe("Dec 3, 2026");
    expect(spanText(midnight, "2026-12-06T05:00:00Z", zone, "en-US")).toBe(
      "Dec 3, 2026 – Dec 5, 2026",
    );
    expect(spanText(midnight, "2026-12-03T17:00:00Z", zone, "en-US")).toContain("12:00 PM EST");
  });
});

describe("what is booked along", () => {
  it("says what it adds", () => {
    const text = (extra_minutes: number, price_minor: number) =>
      addonText({ extra_minutes, price_minor }, "USD", "en-US");
    expect(text(15, 700)).toBe("+15 min, +$7");
    expect(text(0, 700)).toBe("+$7");
    expect(text(0, 0)).toBe("Free");
  });
});

describe("what people read", () => {
  it("says the zone beside the time", () => {
    expect(momentText("2026-11-24T14:00:00Z", "America/New_York", "en-US")).toBe(
      "Tue, Nov 24, 9:00 AM EST",
    );
    expect(datedMomentText("2026-12-31T23:30:00Z", "Europe/Berlin", "en-US")).toBe(
      "Fri, Jan 1, 2027, 12:30 AM GMT+1",
    );
    expect(zoneText("2026-07-01T12:00:00Z", "America/New_York", "en-US")).toBe("EDT");
  });

  it("writes a range once in the same half of the day", () => {
    expect(
      timeRangeText("2026-11-24T14:00:00Z", "2026-11-24T14:45:00Z", "America/New_York", "en-US"),
    ).toBe("9:00 – 9:45 AM");
  });

  it("does not let a stretch over a change of the clocks end before it begins", () => {
    const berlin = ["Europe/Berlin", "de-DE"] as const;
    expect(timeRangeText("2027-10-31T00:30:00Z", "2027-10-31T01:00:00Z", ...berlin)).toBe(
      "2:30 MESZ – 2:00",
    );
    expect(timeRangeText("2027-10-31T01:00:00Z", "2027-10-31T01:30:00Z", ...berlin)).not.toContain(
      "ME",
    );
  });

  it("writes money in the currency's own minor units", () => {
    expect(moneyText(4800, "USD", "en-US")).toBe("$48");
    expect(moneyText(4850, "USD", "en-US")).toBe("$48.50");
    expect(moneyText(4800, "JPY", "en-US")).toBe("¥4,800");
    expect(moneyText(0, "USD", "en-US")).toBe("Free");
  });

  it("writes durations in hours and minutes", () => {
    expect([15, 60, 90].map(durationText)).toEqual(["15 min", "1 h", "1 h 30 min"]);
  });

  it("takes the first and the last initial", () => {
    expect([initialsOf("Ana María Reyes"), initialsOf("Cher")]).toEqual(["AR", "C"]);
  });
});
