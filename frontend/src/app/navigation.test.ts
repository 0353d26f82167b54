import { expect, it } from "vitest";
import { me } from "../../test/render";
import { navigationOf, phoneTabsOf } from "./navigation";

const tabsFor = (resource_id: string | null) =>
  phoneTabsOf(navigationOf({ ...me, user: { ...me.user, resource_id } })).map(({ label }) => label);

it("has one's own day in the bar of the phone", () => {
  expect(tabsFor("r1")).toEqual(["Today", "Schedule", "My day"]);
});

it("has no such tab for whoever has no calendar of their own", () => {
  expect(tabsFor(null)).toEqual(["Today", "Schedule"]);
});
