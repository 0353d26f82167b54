import { describe, expect, it } from "vitest";
import {
  addDays,
  dayOf,
  instantAt,
  instantsOf,
  isDay,
  minutesOf,
  mondayOf,
  offsetAt,
  parseClock,
  toIso,
  weekdayOf,
} from "./zones";

const HOUR = 3_600_000;
const iso = (instant: number) => toIso(instant);

describe("wall times and instants", () => {
  it("finds the one instant of an ordinary wall time", () => {
    expect(instantsOf("2026-11-24", 9 * 60, "America/New_York").map(iso)).toEqual([
      "2026-11-24T14:00:00Z",
    ]);
  });

  it("finds none in a spring gap, and moves it later by the gap", () => {
    expect(instantsOf("2026-03-29", 2 * 60 + 30, "Europe/Berlin")).toEqual([]);
    expect(iso(instantAt("2026-03-29", 2 * 60 + 30, "Europe/Berlin"))).toBe("2026-03-29T01:30:00Z");
    expect(minutesOf("2026-03-29T01:30:00Z", "Europe/Berlin")).toBe(3 * 60 + 30);
  });

  it("finds two where the clock is turned back, and takes the first", () => {
    expect(instantsOf("2026-10-25", 2 * 60 + 30, "Europe/Berlin").map(iso)).toEqual([
      "2026-10-25T00:30:00Z",
      "2026-10-25T01:30:00Z",
    ]);
    expect(iso(instantAt("2026-10-25", 150, "Europe/Berlin"))).toBe("2026-10-25T00:30:00Z");
  });

  it("knows zones with odd offsets and half-hour summer time", () => {
    expect(offsetAt(Date.parse("2026-01-01T00:00:00Z"), "Asia/Kathmandu")).toBe(5.75 * HOUR);
    expect(instantsOf("2026-10-04", 2 * 60 + 15, "Australia/Lord_Howe")).toEqual([]);
  });

  it("reads midnight where midnight does not exist", () => {
    const start = instantAt("2026-09-06", 0, "America/Santiago");
    expect(dayOf(start, "America/Santiago")).toBe("2026-09-06");
    expect(minutesOf(start, "America/Santiago")).toBe(60);
  });

  it("treats 24:00 as the beginning of the next day", () => {
    expect(instantAt("2026-11-24", parseClock("24:00"), "Europe/Berlin")).toBe(
      instantAt("2026-11-25", 0, "Europe/Berlin"),
    );
  });

  it("comes back to every wall time of a year that exists", () => {
    for (const zone of ["America/New_York", "Europe/Berlin", "Pacific/Apia", "UTC"]) {
      for (let day = "2026-01-01"; day < "2027-01-01"; day = addDays(day, 1)) {
        for (const instant of instantsOf(day, 13 * 60, zone)) {
          expect([dayOf(instant, zone), minutesOf(instant, zone)]).toEqual([day, 13 * 60]);
        }
      }
    }
  });
});

describe("days", () => {
  it("belong to a zone", () => {
    expect(dayOf("2026-11-24T02:00:00Z", "America/New_York")).toBe("2026-11-23");
    expect(dayOf("2026-11-24T02:00:00Z", "Asia/Tokyo")).toBe("2026-11-24");
  });

  it("count from Monday", () => {
    expect(weekdayOf("2026-11-23")).toBe(0);
    expect(mondayOf("2026-11-29")).toBe("2026-11-23");
  });

  it("are checked before they are used", () => {
    expect(isDay("2026-02-30x")).toBe(false);
    expect(isDay("2026-13-01")).toBe(false);
    expect(isDay("2026-11-23")).toBe(true);
  });
});
