import { describe, expect, it } from "vitest";
import type { SigningField } from "../../api/generated/api.schemas";
import { wordsIn } from "../../ui/speech/words";
import { isShown, nextAfter, standingOf } from "./answering";
import { complaintOf } from "./checking";

const NONE = () => false;
const ENGLISH = wordsIn("en", null);

const field = (id: string, more: Partial<SigningField> = {}): SigningField => ({
  id,
  type: "text",
  role: "client",
  label: id,
  is_required: true,
  is_mine: true,
  page: 0,
  x: 0.1,
  y: 0.1,
  w: 0.2,
  h: 0.03,
  ...more,
});

describe("what is asked of a signer", () => {
  const pet = field("pet", { type: "checkbox", is_required: false });
  const breed = field("breed", { condition: { field: "pet", is: "equals", value: true }, y: 0.2 });
  const age = field("age", { condition: { field: "breed", is: "filled" }, y: 0.3 });
  const all = [age, breed, pet];

  it("counts only required fields that stand on the page and are theirs", () => {
    const others = field("theirs", { is_mine: false });
    const date = field("date", { type: "date_signed" });
    const note = field("note", { type: "note" });
    expect(standingOf([...all, others, date, note], {}, NONE).required).toEqual([]);
    const answered = { pet: true, breed: "Collie" };
    const { required, open } = standingOf(all, answered, NONE);
    expect(required.map(({ id }) => id)).toEqual(["breed", "age"]);
    expect(open.map(({ id }) => id)).toEqual(["age"]);
  });

  it("hides a field whose condition's own field is hidden, whatever it still holds", () => {
    expect(isShown(age, all, { pet: true, breed: "Collie" })).toBe(true);
    expect(isShown(age, all, { pet: false, breed: "Collie" })).toBe(false);
  });

  it("does not turn in circles when conditions do", () => {
    const one = field("one", { condition: { field: "two", is: "empty" } });
    const two = field("two", { condition: { field: "one", is: "empty" } });
    expect(isShown(one, [one, two], {})).toBe(true);
    expect(standingOf([one, two], {}, NONE).mine).toHaveLength(2);
  });

  it("compares numbers as numbers and words without the spaces around them", () => {
    const count = field("count", { type: "number" });
    const city = field("city");
    const of = (id: string, value: unknown) =>
      field("x", { condition: { field: id, is: "equals", value } });
    expect(isShown(of("count", "2"), [count], { count: 2 })).toBe(true);
    expect(isShown(of("city", "Berlin"), [city], { city: " Berlin " })).toBe(true);
    expect(isShown(of("city", ""), [city], {})).toBe(false);
  });

  it("goes on from where one is, and from the top again at the end", () => {
    const [a, b, c] = [field("a"), field("b"), field("c")];
    const within = [a, b, c];
    expect(nextAfter(null, within, within)?.id).toBe("a");
    expect(nextAfter("a", [a, c], within)?.id).toBe("c");
    expect(nextAfter("c", [a], within)?.id).toBe("a");
    expect(nextAfter("a", [a], within)?.id).toBe("a");
    expect(nextAfter("a", [], within)).toBeNull();
  });
});

describe("an answer", () => {
  it.each([
    ["text", { pattern: "email" }, "vera", "This does not look like an e-mail address."],
    ["text", { pattern: "digits" }, "12a", "Please use digits only."],
    ["text", { min_length: 3 }, "ab", "Please enter at least 3 characters."],
    ["number", { min: 18 }, 17, "Please enter 18 or more."],
    ["date", { earliest: "2026-12-01" }, "2026-11-30", "Not before Dec 1, 2026, please."],
  ] as const)("of type %s is checked beside its field", (type, validation, value, sentence) => {
    expect(complaintOf(field("f", { type, validation }), value, "en-US", ENGLISH)).toBe(sentence);
  });

  it("that is empty or fits is no cause for complaint", () => {
    expect(complaintOf(field("f", { type: "text" }), null, "en-US", ENGLISH)).toBeNull();
    const email = field("f", { validation: { pattern: "email" } });
    expect(complaintOf(email, "vera@example.com", "en-US", ENGLISH)).toBeNull();
    const letters = field("f", { validation: { pattern: "letters" } });
    expect(complaintOf(letters, "Zoë O'Brien", "en-US", ENGLISH)).toBeNull();
  });
});
