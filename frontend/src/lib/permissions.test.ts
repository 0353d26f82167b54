import { describe, expect, it } from "vitest";
import { isInPerson, looksOnly, MAY, may, maySee } from "./permissions";

const held = [MAY.viewSetup, MAY.editServices, MAY.editTemplates, MAY.exportCustomers];
const visit = (kind: string, can_write: boolean) => ({
  permissions: [...held],
  visit: { kind, can_write },
});

describe("what may be done now", () => {
  it.each([
    ["by the person themselves", { permissions: [...held], visit: null }, true, true],
    ["in their place, to act", visit("masquerade", true), true, false],
    ["in their place, to look only", visit("masquerade", false), false, false],
    // They hold nothing that changes anything but what they were lent, and that they may do.
    ["by whoever entered as themselves, of what is lent", visit("entry", false), true, false],
  ])("%s", (_, holder, acts, isOwn) => {
    expect(maySee(holder, MAY.editTemplates), "its screen").toBe(true);
    expect(may(holder, MAY.viewSetup)).toBe(true);
    expect(may(holder, MAY.exportCustomers)).toBe(true);
    expect(may(holder, MAY.editServices)).toBe(acts);
    expect(may(holder, MAY.editTemplates)).toBe(acts);
    expect(may(holder, MAY.editTenant), "which nobody gave them").toBe(false);
    expect(looksOnly(holder)).toBe(!acts);
    expect(isInPerson(holder)).toBe(isOwn);
  });
});
