import { describe, expect, it } from "vitest";
import { blockFor, checkBlock, firstBlock, spanOf } from "./blocks";

const ZONE = "America/New_York";

describe("a block of time", () => {
  it("begins with the next quarter and takes half an hour", () => {
    const at = Date.parse("2026-11-24T17:07:00Z");
    expect(firstBlock(at, ZONE)).toEqual({ from: "12:15", until: "12:45", reason: "" });
  });

  it("never goes beyond the day", () => {
    const late = firstBlock(Date.parse("2026-11-25T04:40:00Z"), ZONE);
    expect(late).toEqual({ from: "23:45", until: "23:59", reason: "" });
    expect(blockFor({ ...late, from: "23:00" }, 120).until).toBe("23:59");
  });

  it("is meant by the clock of the place", () => {
    expect(spanOf({ from: "13:00", until: "14:30", reason: "" }, "2026-11-24", ZONE)).toEqual({
      starts_at: "2026-11-24T18:00:00Z",
      ends_at: "2026-11-24T19:30:00Z",
    });
  });

  it("ends after it begins", () => {
    expect(checkBlock({ from: "13:00", until: "13:00", reason: "" })).toHaveProperty("until");
    expect(checkBlock({ from: "", until: "13:00", reason: "" })).toHaveProperty("from");
    expect(checkBlock({ from: "12:59", until: "13:00", reason: "" })).toEqual({});
  });
});
