import { describe, expect, it } from "vitest";
import type { Box } from "../../../ui/document/placing";
import { copiesOf, newField } from "./newFields";
import { pagesFrom } from "./pages";
import { aligned, allPlaces, resized, sameSize, shifted, touchedBy, withBoxes } from "./places";
import { snapOf } from "./snapping";

const FRAME = { width_pt: 600, height_pt: 800 };
const box = (x: number, y: number, w = 0.2, h = 0.1, page = 0): Box => ({ page, x, y, w, h });

describe("moving", () => {
  it("stops at the edge and keeps the distances between boxes", () => {
    const moved = shifted(
      new Map([
        ["a", box(0.1, 0.1)],
        ["b", box(0.5, 0.1)],
      ]),
      0.9,
      -0.9,
    );
    expect(moved.get("b")?.x).toBeCloseTo(0.8);
    expect(moved.get("a")?.x).toBeCloseTo(0.4);
    expect(moved.get("a")?.y).toBeCloseTo(0);
  });

  it("moves only the option whose box was moved", () => {
    const radio = newField("radio", "client", { page: 0, x: 0.5, y: 0.5 }, FRAME);
    const [changed] = withBoxes([radio], new Map([[`${radio.id}:No`, box(0.1, 0.1)]]));
    expect(changed?.boxes?.[1]).toMatchObject({ option: "No", x: 0.1, y: 0.1 });
    expect(changed?.boxes?.[0]).toEqual(radio.boxes?.[0]);
  });
});

describe("resizing", () => {
  it("never turns a box inside out or off the page", () => {
    const pulled = resized(box(0.4, 0.4), "nw", { dx: 2, dy: 2 }, FRAME);
    expect(pulled.w).toBeCloseTo(6 / 600);
    expect(pulled.h).toBeCloseTo(6 / 800);
    const wide = resized(box(0.4, 0.4), "se", { dx: 2, dy: 2 }, FRAME);
    expect(wide.x + wide.w).toBeCloseTo(1);
    expect(wide.y + wide.h).toBeCloseTo(1);
  });

  it("leaves the other side where it is", () => {
    const pulled = resized(box(0.4, 0.4), "w", { dx: -0.1, dy: 0.3 }, FRAME);
    expect(pulled.y).toBe(0.4);
    expect(pulled.h).toBeCloseTo(0.1);
    expect(pulled.x + pulled.w).toBeCloseTo(0.6);
  });
});

describe("snapping", () => {
  it("brings the nearest edge in line and says where", () => {
    const snap = snapOf(box(0.304, 0.5), [box(0.3, 0.1)], { x: 0.01, y: 0.001 });
    expect(snap.dx).toBeCloseTo(-0.004);
    expect(snap.guides).toContainEqual({ page: 0, axis: "x", at: 0.3 });
  });

  it("finds the middle of the page", () => {
    const snap = snapOf(box(0.404, 0.2), [], { x: 0.01, y: 0.01 });
    expect(snap.guides).toEqual([{ page: 0, axis: "x", at: 0.5 }]);
  });

  it("looks at no other page", () => {
    const snap = snapOf(box(0.304, 0.52), [box(0.3, 0.52, 0.2, 0.1, 1)], { x: 0.01, y: 0.01 });
    expect(snap).toEqual({ dx: 0, dy: 0, guides: [] });
  });
});

describe("several at once", () => {
  const two = new Map([
    ["a", box(0.1, 0.1, 0.2, 0.1)],
    ["b", box(0.5, 0.3, 0.4, 0.2)],
  ]);
  it("come in line with the first", () => {
    expect(aligned(two, "right").get("b")?.x).toBe(0);
    expect(aligned(two, "left").get("b")?.x).toBeCloseTo(0.1);
  });
  it("become as large as the first", () => {
    expect(sameSize(two).get("b")).toMatchObject({ w: 0.2, h: 0.1, x: 0.5 });
  });
  it("are selected by a rectangle that touches them", () => {
    const places = [...two].map(([key, each]) => ({ key, option: null, ...each }));
    expect(touchedBy(places, box(0.25, 0.15, 0.1, 0.1))).toEqual(["a"]);
  });
});

describe("copies", () => {
  it("are fields of their own at the same place of another page", () => {
    const field = newField("initials", "client", { page: 0, x: 0.9, y: 0.95 }, FRAME);
    const [copy] = copiesOf([field], 2);
    expect(copy?.id).not.toBe(field.id);
    expect(copy).toMatchObject({ page: 2, x: field.x, y: field.y, role: "client" });
  });
  it("keep every option of a radio field", () => {
    const field = newField("radio", "client", { page: 0, x: 0.2, y: 0.2 }, FRAME);
    const [copy] = copiesOf([field], 1);
    expect(allPlaces(copy ? [copy] : []).map(({ page, option }) => [page, option])).toEqual([
      [1, "Yes"],
      [1, "No"],
    ]);
  });
});

describe("pages in words", () => {
  it("are numbers and spans of them", () => {
    expect(pagesFrom("2, 4–6 1", 6)).toEqual([0, 1, 3, 4, 5]);
  });
  it.each(["", "0", "7", "5-3", "all"])("%j names none of six", (text) => {
    expect(pagesFrom(text, 6)).toBeNull();
  });
});
