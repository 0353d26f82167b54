import { describe, expect, it } from "vitest";
import { durationText, initialsOf, momentText, moneyText, timeRangeText, zoneText } from "./format";

describe("what people read", () => {
  it("says the zone beside the time", () => {
    expect(momentText("2026-11-24T14:00:00Z", "America/New_York", "en-US")).toBe(
      "Tue, Nov 24, 9:00 AM EST",
    );
    expect(zoneText("2026-07-01T12:00:00Z", "America/New_York", "en-US")).toBe("EDT");
  });

  it("writes a range once in the same half of the day", () => {
    expect(
      timeRangeText("2026-11-24T14:00:00Z", "2026-11-24T14:45:00Z", "America/New_York", "en-US"),
    ).toBe("9:00 – 9:45 AM");
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
