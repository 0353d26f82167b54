import { describe, expect, it } from "vitest";
import { inReadingOrder, type Placeable, placesOf } from "./placing";

const at = (id: string, page: number, x: number, y: number): Placeable => ({
  id,
  page,
  x,
  y,
  w: 0.2,
  h: 0.03,
});

describe("where fields stand", () => {
  it("gives one box for a field, one for each option that has its own, none without a place", () => {
    const box = { page: 1, x: 0.1, y: 0.2, w: 0.05, h: 0.02 };
    const boxes = [
      { option: "Yes", ...box },
      { option: "No", ...box, x: 0.3 },
    ];
    expect(placesOf(at("f_a", 2, 0, 0.5))).toMatchObject([{ key: "f_a", option: null, page: 2 }]);
    expect(placesOf({ id: "f_b", boxes }).map(({ key }) => key)).toEqual(["f_b:Yes", "f_b:No"]);
    expect(placesOf({ id: "f_c", page: null })).toEqual([]);
  });

  it("reads pages in turn, lines from the top, and a line from the left", () => {
    const fields = [
      at("last", 1, 0, 0),
      at("right", 0, 0.6, 0.4),
      at("left", 0, 0.1, 0.41),
      at("top", 0, 0.5, 0.1),
      { id: "nowhere" },
    ];
    const ids = inReadingOrder(fields).map(({ id }) => id);
    expect(ids).toEqual(["top", "left", "right", "last", "nowhere"]);
  });
});
