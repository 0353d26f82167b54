import { describe, expect, it } from "vitest";
import { contrast, readableOn, shadesOf } from "./color";

describe("brand colours", () => {
  it("measure contrast as WCAG does", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 1);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 1);
  });

  it.each(["#ffe600", "#00ff88", "#5250d6", "#ffffff", "#000000", "#abc"])(
    "%s carries white text at 4.5:1 once it is the fill",
    (brand) => {
      expect(contrast(shadesOf(brand)[6] ?? "", "#ffffff")).toBeGreaterThanOrEqual(4.5);
    },
  );

  it("leave a readable colour as it is", () => {
    expect(readableOn("#ffffff", "#1a1a1a", "#000000")).toBe("#1a1a1a");
  });
});
