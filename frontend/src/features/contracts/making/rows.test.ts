import { describe, expect, it } from "vitest";
import { choicesOf, inOrder, movedRow, orderOf, type Row, refusalOf, withTurn } from "./rows";

function row(key: string, turn: number, more: Partial<Row> = {}): Row {
  return {
    role: { key, name: key, party: "customer", kind: "signer", routing_order: turn },
    who: { party: "customer", customer_id: `c-${key}`, name: key, email: `${key}@x.example` },
    turn,
    requires_code: false,
    ...more,
  };
}

const turns = (rows: Row[]) => rows.map(({ role, turn }) => `${role.key}${turn}`);

describe("the order of signers", () => {
  it("is all at once, one by one, or in groups", () => {
    expect(orderOf([row("a", 1), row("b", 1)])).toBe("at once");
    expect(orderOf([row("a", 1), row("b", 2)])).toBe("one by one");
    expect(orderOf([row("a", 1), row("b", 1), row("c", 2)])).toBe("mixed");
  });

  it("does not count whoever only gets a copy", () => {
    const copy = row("cc", 5, { role: { ...row("cc", 5).role, kind: "cc" } });
    expect(orderOf([row("a", 1), row("b", 1), copy])).toBe("at once");
  });

  it("numbers them from the top", () => {
    expect(turns(inOrder([row("a", 1), row("b", 1)], "one by one"))).toEqual(["a1", "b2"]);
  });

  it("moves a row and leaves the turns in their places", () => {
    const rows = [row("a", 1), row("b", 2), row("c", 3)];
    expect(turns(movedRow(rows, 2, 0))).toEqual(["c1", "a2", "b3"]);
    expect(turns(movedRow(rows, 0, 9))).toEqual(["a1", "b2", "c3"]);
  });

  it("follows a number that was written down", () => {
    expect(turns(withTurn([row("a", 1), row("b", 2)], "a", 3))).toEqual(["b2", "a3"]);
  });
});

describe("who signs", () => {
  it("says what is missing", () => {
    expect(refusalOf(row("Client", 1, { who: null }))).toBe("Choose who is the Client.");
    const nobody = { party: "external", name: "Ann", email: "ann" } as const;
    expect(refusalOf(row("a", 1, { who: nobody }))).toBe("This is no e-mail address.");
    const mute = { party: "customer", customer_id: "c", name: "Ann", email: null } as const;
    expect(refusalOf(row("a", 1, { who: mute }))).toMatch(/no e-mail address/);
    expect(refusalOf(row("a", 1))).toBeNull();
  });

  it("is sent without whoever is not whole yet", () => {
    const half = { party: "external", name: "", email: "x@y.example" } as const;
    expect(choicesOf([row("a", 1), row("b", 2, { who: half })])).toEqual([
      { role_key: "a", customer_id: "c-a", routing_order: 1, requires_code: false },
    ]);
  });
});
