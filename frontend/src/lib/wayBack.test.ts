import { beforeEach, describe, expect, it } from "vitest";
import { forgetWayBack, rememberWayBack, wayBack } from "./wayBack";

beforeEach(() => forgetWayBack());

describe("the way back from a visit", () => {
  it("leads into the console where the visit was begun, once", () => {
    rememberWayBack("/admin/users/?search=stella");
    expect(wayBack("/app")).toBe("/admin/users/?search=stella");
    expect(wayBack("/app")).toBe("/app");
  });

  it("leads where the server says when nothing was begun here, or one is signed out", () => {
    expect(wayBack("/app")).toBe("/app");
    rememberWayBack("/admin/users/");
    expect(wayBack("/sign-in")).toBe("/sign-in");
    expect(wayBack("https://platform.example/app/visit-over")).toContain("platform.example");
  });

  it("leads to no page but the console's", () => {
    rememberWayBack("//evil.example/admin/");
    expect(wayBack("/app")).toBe("/app");
  });
});
