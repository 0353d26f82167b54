import { describe, expect, it } from "vitest";
import { resource } from "../../../../test/samples";
import { closedNode } from "./elements";
import { OpenHours } from "./openHours";

const ZONE = "America/New_York";
const DAY = "2026-11-24";
const ana = resource("r1", "Ana Reyes");
const ben = resource("r2", "Ben Costa");

describe("open hours", () => {
  const times = {
    items: [
      {
        resource_id: "r1",
        windows: [
          { starts_at: "2026-11-24T14:00:00Z", ends_at: "2026-11-24T15:00:00Z" },
          { starts_at: "2026-11-25T03:00:00Z", ends_at: "2026-11-25T06:00:00Z" },
        ],
      },
    ],
    away: [
      {
        resource_id: "r1",
        id: "t1",
        kind: "time_off" as const,
        label: "Dentist",
        starts_at: "2026-11-24T15:00:00Z",
        ends_at: "2026-11-24T22:00:00Z",
      },
    ],
  };
  const known = new OpenHours(times, ZONE);

  it("are the real ones once they are known, over midnight too", () => {
    expect(known.spans(ana, DAY)).toEqual([
      { from: 9 * 60, until: 10 * 60 },
      { from: 22 * 60, until: 24 * 60 },
    ]);
    expect(known.spans(ana, "2026-11-25")).toEqual([{ from: 0, until: 60 }]);
    expect(known.spans(ben, DAY)).toEqual([]);
    expect(known.isOpen(ana, DAY, 10 * 60, 11 * 60)).toBe(false);
  });

  it("say why somebody is away, on their own row and that day only", () => {
    expect(known.away(ana, DAY)).toMatchObject([{ from: 10 * 60, until: 17 * 60 }]);
    expect(known.away(ben, DAY)).toEqual([]);
    expect(known.away(ana, "2026-11-25")).toEqual([]);
  });

  it("are shaded with their name where they begin", () => {
    const place = { openHours: known, resource: ana, day: DAY, isFirst: false };
    const begins = closedNode({ ...place, cell: { from: 600, until: 660 } }, 60);
    expect(begins?.querySelector(".ss_away_name")).toHaveTextContent("Dentist");
    const goesOn = closedNode({ ...place, cell: { from: 660, until: 720 } }, 60);
    expect(goesOn?.querySelector(".ss_away")).not.toBeNull();
    expect(goesOn?.querySelector(".ss_away_name, .ss_away_begins")).toBeNull();
    expect(closedNode({ ...place, cell: { from: 540, until: 600 } }, 60)).toBeNull();
  });
});
