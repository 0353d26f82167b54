import { describe, expect, it } from "vitest";
import { booking } from "../../../test/samples";
import { calendarFile } from "./calendarFile";

describe("the calendar file", () => {
  const text = calendarFile(booking, "Snip, Cut; & Co", "https://x.example/b/secret-token");

  it("holds the moments in UTC and escapes what RFC 5545 asks", () => {
    expect(text).toContain("DTSTART:20261124T150000Z");
    expect(text).toContain("DTEND:20261124T154500Z");
    expect(text).toContain("SUMMARY:Haircut at Snip\\, Cut\\; & Co");
  });

  it("has no line over 75 octets", () => {
    const long = calendarFile(booking, "Ü".repeat(90), "https://x.example/b/secret-token");
    const lengths = long.split("\r\n").map((line) => new TextEncoder().encode(line).length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(75);
    expect(long.replaceAll("\r\n ", "")).toContain("Ü".repeat(90));
  });
});
