import { describe, expect, it } from "vitest";
import type { Service } from "../../api/generated/api.schemas";
import { bodyOf, checkService, minutesOf, rulesText, valuesOf } from "./serviceForm";

const base = valuesOf(undefined, "USD");
const dye = {
  ...base,
  name: "Dye",
  staff: ["r1"],
  rooms: ["r9"],
  parts: [
    { duration_minutes: 20, needs: ["staff" as const] },
    { duration_minutes: 30, needs: ["rooms" as const] },
    { duration_minutes: 10, needs: ["staff" as const, "rooms" as const] },
  ],
  addons: [{ name: " Gloss ", extra_minutes: 20, price: 15.5 }],
};

describe("a service in parts", () => {
  it("is as long as its parts, which name requirements by their places", () => {
    const body = bodyOf(dye, "USD");
    expect(minutesOf(dye)).toBe(60);
    expect(body.duration_minutes).toBe(60);
    expect(body.requirements.map(({ kind }) => kind)).toEqual(["staff", "room"]);
    expect(body.segments?.map(({ holds }) => holds)).toEqual([[0], [1], [0, 1]]);
  });

  it("comes back from the server as it was sent", () => {
    const sent = bodyOf(dye, "USD");
    const values = valuesOf(sent as unknown as Service, "USD");
    expect(values.parts).toEqual(dye.parts);
    expect(values.addons).toEqual([{ name: "Gloss", extra_minutes: 20, price: 15.5 }]);
  });

  it("needs everybody in at least one part", () => {
    const wrong = { ...dye, parts: dye.parts.slice(0, 1) };
    expect(checkService(wrong)).toHaveProperty("parts");
    expect(checkService(dye)).toEqual({});
  });
});

describe("the rules for booking", () => {
  it("are said in words", () => {
    const values = { ...base, buffer_before_minutes: 10, buffer_after_minutes: 5, horizon_days: 1 };
    expect(rulesText(values)).toEqual([
      "A time is offered every 15 min, counted from opening.",
      "10 min before and 5 min after each appointment nobody else is booked.",
      "Visitors book at least 1 h ahead.",
      "They see times up to 1 day ahead.",
    ]);
  });

  it("say when there are none", () => {
    const values = { ...base, lead_time_hours: 0, horizon_days: "" as const };
    expect(rulesText({ ...values, grid: "optimized" })).toEqual([
      "Times are laid so that as many as possible fit into each free stretch, 15 min apart.",
      "Visitors may book until the last minute.",
    ]);
  });

  it("keep parts on regular times", () => {
    expect(checkService({ ...dye, grid: "optimized" })).toHaveProperty("grid");
  });
});

describe("add-ons", () => {
  it("have a name, and prices in minor units", () => {
    expect(bodyOf(dye, "USD").addons).toEqual([
      { name: "Gloss", extra_minutes: 20, price_minor: 1550 },
    ]);
    const nameless = { ...dye, addons: [{ name: " ", extra_minutes: 0, price: 0 }] };
    expect(checkService(nameless)).toHaveProperty("addons");
  });
});
