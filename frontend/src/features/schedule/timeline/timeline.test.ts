import { describe, expect, it } from "vitest";
import { appointment, resource } from "../../../../test/samples";
import { zoneText } from "../../../lib/format";
import { barInTheWay, barMaker, barsOf, canMove, sortRows } from "./bars";
import { DrawnTime } from "./drawnTime";
import { closedWithin } from "./elements";
import { labelFor } from "./labels";
import { busySpan, hoursToDraw, OpenHours, openSpans } from "./openHours";
import { intentOf, neighbourOf } from "./steering";

const ZONE = "America/New_York";
const DAY = "2026-11-24";
const NINE = "2026-11-24T14:00:00Z";
const drawn = new DrawnTime(DAY, 1, { from: 8 * 60, until: 18 * 60 }, ZONE);
const ana = resource("r1", "Ana Reyes");
const ben = resource("r2", "Ben Costa");
const weekly = new OpenHours(undefined, ZONE);

describe("the hours that are drawn", () => {
  it("cover opening hours and appointments, in a length that divides the day", () => {
    const open = openSpans([ana], [DAY], weekly);
    expect(hoursToDraw(open)).toEqual({ from: 9 * 60, until: 17 * 60 });
    const early = busySpan(appointment("a1", "2026-11-24T11:30:00Z"), ZONE);
    expect(hoursToDraw([...open, early])).toEqual({ from: 6 * 60, until: 18 * 60 });
  });

  it("are usual ones when everything is closed", () => {
    const open = openSpans([ana], ["2026-11-29"], weekly);
    expect(hoursToDraw(open)).toEqual({ from: 9 * 60, until: 18 * 60 });
  });

  it("run to midnight with an appointment across it", () => {
    const late = appointment("a1", "2026-11-25T04:30:00Z", { ends_at: "2026-11-25T05:15:00Z" });
    expect(busySpan(late, ZONE)).toMatchObject({ day: DAY, until: 24 * 60 });
  });
});

describe("drawn time", () => {
  it("stretches the visible hours over the day and comes back to the same instant", () => {
    for (const hours of [8, 9, 10, 12, 15, 16, 18, 20, 24]) {
      const stretched = new DrawnTime(DAY, 7, { from: 0, until: hours * 60 }, ZONE);
      for (let minutes = 0; minutes < hours * 60; minutes += 5) {
        const instant = Date.parse("2026-11-26T05:00:00Z") + minutes * 60_000;
        expect(stretched.instantOf(stretched.textOf(instant), 5)).toBe(instant);
      }
    }
  });

  it("leaves what nobody moved off its steps, as when only its row changes", () => {
    const was = Date.parse("2026-11-24T17:20:00Z");
    const at = (minutes: number) => drawn.textOf(was + minutes * 60_000);
    expect(drawn.instantOf(at(0), 15, was)).toBe(was);
    expect(drawn.instantOf(at(-2), 15, was)).toBe(was);
    expect(drawn.instantOf(at(8), 15, was)).toBe(Date.parse("2026-11-24T17:30:00Z"));
    expect(drawn.instantOf(at(-13), 15, was)).toBe(Date.parse("2026-11-24T17:00:00Z"));
  });

  it("puts the first visible hour at the left edge", () => {
    expect(drawn.textOf("2026-11-24T13:00:00Z")).toBe("2026-11-24T00:00:00");
    expect(drawn.textOf("2026-11-24T06:00:00Z")).toBe("2026-11-24T00:00:00");
  });

  it("knows where now is, and that it is not drawn at night", () => {
    expect(drawn.shareOf(Date.parse("2026-11-24T18:00:00Z"))).toBeCloseTo(0.5);
    expect(drawn.shareOf(Date.parse("2026-11-24T04:00:00Z"))).toBeNull();
  });

  it("stays right on the day the clock is turned back", () => {
    const autumn = new DrawnTime("2026-11-01", 1, { from: 0, until: 24 * 60 }, ZONE);
    const afternoon = Date.parse("2026-11-01T20:00:00Z");
    expect(autumn.instantOf(autumn.textOf(afternoon), 5)).toBe(afternoon);
  });

  it("names no hour that the clock leaves out", () => {
    const spring = new DrawnTime("2027-03-14", 1, { from: 0, until: 24 * 60 }, ZONE);
    const skipped = [0, 60, 120, 180].map((minutes) => spring.isSkipped("2027-03-14", minutes));
    expect(skipped).toEqual([false, false, true, false]);
    expect(spring.isSkipped("2027-11-07", 60)).toBe(false);
    expect(zoneText(spring.noon, ZONE, "en-US")).toBe("EDT");
  });
});

describe("bars", () => {
  const options = {
    drawn,
    resourceIds: new Set(["r1", "r2"]),
    mayMove: true,
  };
  const none = new Set<string>();
  const make = barMaker(options);

  it("are one for each resource of an appointment that is on screen", () => {
    const both = appointment("a1", NINE);
    const allocation = both.allocations[0];
    if (!allocation) throw new Error("the sample has one");
    both.allocations.push(
      { ...allocation, resource_id: "r2" },
      { ...allocation, resource_id: "elsewhere" },
    );
    expect(barsOf([both], make, none).map(({ id }) => id)).toEqual(["a1:r1", "a1:r2"]);
  });

  it("move only while the appointment is still ahead", () => {
    expect(canMove(appointment("a1", NINE))).toBe(true);
    expect(canMove(appointment("a1", NINE, { state: "completed" }))).toBe(false);
    const watching = barMaker({ ...options, mayMove: false });
    expect(barsOf([appointment("a1", NINE)], watching, none)[0]?.isMovable).toBe(false);
  });

  it("are made anew for what changed alone", () => {
    const [first, second] = [appointment("a1", NINE), appointment("a2", NINE)];
    const before = barsOf([first, second], make, none);
    const after = barsOf([first, { ...second }], make, none);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    const fresh = barsOf([first, second], make, new Set(["a2"]));
    expect(fresh.map(({ isFresh }) => isFresh)).toEqual([false, true]);
    expect(barsOf([first, second], make, none)[1]).toBe(before[1]);
  });

  it("see what is in the way, but never themselves", () => {
    const bars = barsOf(
      [appointment("a1", NINE), appointment("a2", "2026-11-24T15:00:00Z")],
      make,
      none,
    );
    const [start, end] = [
      drawn.textOf("2026-11-24T14:30:00Z"),
      drawn.textOf("2026-11-24T15:15:00Z"),
    ];
    expect(barInTheWay(bars, "r1", "a1", start, end)?.appointment.id).toBe("a2");
    expect(barInTheWay(bars, "r2", "a1", start, end)).toBeUndefined();
    expect(
      barInTheWay(bars, "r1", "a1", drawn.textOf(NINE), drawn.textOf("2026-11-24T15:00:00Z")),
    ).toBeUndefined();
  });
});

describe("rows", () => {
  it("come people first, then rooms, by their own order", () => {
    const room = resource("r3", "Room 1", { kind: "room" });
    const last = resource("r4", "Abe", { position: 9 });
    expect(sortRows([room, last, ben, ana]).map(({ name }) => name)).toEqual([
      "Ana Reyes",
      "Ben Costa",
      "Abe",
      "Room 1",
    ]);
  });

  it("know whether they are open through touching windows", () => {
    const split = resource("r1", "Ana", {
      hours: [
        { weekday: 1, opens: "09:00", closes: "12:00" },
        { weekday: 1, opens: "12:00", closes: "15:00" },
      ],
    });
    expect(weekly.isOpen(split, DAY, 11 * 60, 13 * 60)).toBe(true);
    expect(weekly.isOpen(split, DAY, 14 * 60, 16 * 60)).toBe(false);
  });

  it("shade what is closed within an hour", () => {
    expect(closedWithin([{ from: 570, until: 590 }], { from: 540, until: 600 })).toEqual([
      { from: 540, until: 570 },
      { from: 590, until: 600 },
    ]);
    expect(closedWithin([{ from: 0, until: 1440 }], { from: 540, until: 600 })).toEqual([]);
  });
});

describe("labels", () => {
  const texts = { customer: "Nia Nash", service: "Haircut", time: "9:00 AM" };

  it("say everything when there is room", () => {
    expect(labelFor(texts, 200)).toEqual({ main: "Nia Nash", detail: "9:00 AM · Haircut" });
  });

  it("get shorter by whole words, never cut", () => {
    const seen = [120, 70, 50, 30, 18, 8].map((width) => labelFor(texts, width).main);
    expect(seen).toEqual(["Nia Nash", "Nia N.", "Nia", "NN", "N", ""]);
  });
});

describe("keys", () => {
  const make = barMaker({ drawn, resourceIds: new Set(["r1", "r2"]), mayMove: true });
  const at = (id: string, startsAt: string, row: string) => {
    const made = appointment(id, startsAt);
    return {
      ...made,
      allocations: made.allocations.map((each) => ({ ...each, resource_id: row })),
    };
  };
  const bars = barsOf(
    [
      at("a1", NINE, "r1"),
      at("a2", "2026-11-24T17:00:00Z", "r1"),
      at("b1", "2026-11-24T16:30:00Z", "r2"),
      at("b2", "2026-11-24T20:00:00Z", "r2"),
    ],
    make,
    new Set(),
  );
  const find = (id: string) => bars.find((bar) => bar.appointment.id === id);
  const go = (id: string, direction: "left" | "right" | "up" | "down" | "last") => {
    const current = find(id);
    return current && neighbourOf(bars, ["r1", "r2"], current, direction)?.appointment.id;
  };

  it("lead along the row, and to the nearest in time across rows", () => {
    expect(go("a1", "right")).toBe("a2");
    expect(go("a1", "left")).toBeUndefined();
    expect(go("a2", "down")).toBe("b1");
    expect(go("b2", "up")).toBe("a2");
    expect(go("b1", "last")).toBe("b2");
  });

  it("mean what the list of shortcuts says", () => {
    const none = { shiftKey: false, metaKey: false, ctrlKey: false, altKey: false };
    expect(intentOf({ ...none, key: "m" })).toEqual({ kind: "dialog" });
    expect(intentOf({ ...none, key: "ArrowLeft", shiftKey: true })).toEqual({
      kind: "nudge",
      steps: -1,
    });
    expect(intentOf({ ...none, key: "ArrowDown" })).toEqual({ kind: "go", direction: "down" });
    expect(intentOf({ ...none, key: "m", ctrlKey: true })).toBeNull();
  });
});
