import { describe, expect, it } from "vitest";
import { folded, nobodyText } from "./search";

describe("folded", () => {
  it("takes accents off, composed or not", () => {
    expect(folded("NOVÁK Mu\u0308ller")).toBe("novak muller");
  });
});

describe("nobodyText", () => {
  it.each(["4", "47", "+4", "0 4"])("asks for more of a number than %s", (typed) => {
    expect(nobodyText(typed, "Nobody.")).toBe("Type at least three digits of a phone number.");
  });
  it.each(["471", "ann", "a4", "+", ""])("says what else is said for %s", (typed) => {
    expect(nobodyText(typed, "Nobody.")).toBe("Nobody.");
  });
});
