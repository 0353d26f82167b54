import { describe, expect, it } from "vitest";
import { slot } from "../../../test/samples";
import { addMonths, weeksOf } from "../../ui/light/month";
import { dayAfterZoneChange, monthRange, slotsByDay } from "./slotDays";

const NEW_YORK = "America/New_York";
const morning = slot("2026-11-24T14:00:00Z");
const evening = slot("2026-11-24T23:30:00Z");

describe("days of slots", () => {
  it("are those that the zone on screen shows", () => {
    expect([...slotsByDay([morning, evening], NEW_YORK).keys()]).toEqual(["2026-11-24"]);
    expect([...slotsByDay([morning, evening], "Asia/Tokyo").keys()]).toEqual([
      "2026-11-24",
      "2026-11-25",
    ]);
  });

  it("follow the moment that was on screen when the zone changes", () => {
    expect(dayAfterZoneChange([evening], "2026-11-24", NEW_YORK, "Asia/Tokyo")).toBe("2026-11-25");
    expect(dayAfterZoneChange([morning], "2026-11-24", NEW_YORK, "Europe/Berlin")).toBe(
      "2026-11-24",
    );
    expect(dayAfterZoneChange([], "2026-11-24", NEW_YORK, "Europe/Berlin")).toBe("2026-11-24");
  });

  it("are asked for from now on, in the zone's own month", () => {
    const now = Date.parse("2026-11-23T18:20:30Z");
    const range = monthRange("2026-11", NEW_YORK, now);
    expect(new Date(range.from).toISOString()).toBe("2026-11-23T18:20:00.000Z");
    expect(new Date(range.to).toISOString()).toBe("2026-12-01T05:00:00.000Z");
  });
});

describe("a month", () => {
  it("is whole weeks from Monday, without those that are over", () => {
    expect(weeksOf("2026-11", "")).toHaveLength(6);
    const ahead = weeksOf("2026-11", "2026-11-23");
    expect(ahead.map(([monday]) => monday)).toEqual(["2026-11-23", "2026-11-30"]);
  });

  it("follows December", () => {
    expect(addMonths("2026-12", 1)).toBe("2027-01");
    expect(addMonths("2026-01", -1)).toBe("2025-12");
  });
});
