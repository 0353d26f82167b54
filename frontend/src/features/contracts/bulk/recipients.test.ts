import { expect, it } from "vitest";
import type { BulkLine, Customer } from "../../../api/generated/api.schemas";
import { MOST, NOBODY, refusalOf, wishOf, withCustomers, withoutCustomer } from "./recipients";

const customer = (id: string, email: string | null = `${id}@x.example`) =>
  ({ id, name: id, email }) as Customer;

it("leaves out whoever has no address, and takes nobody twice", () => {
  const some = withCustomers(NOBODY.customers, [customer("a"), customer("b", null)]);
  const more = withCustomers(some, [customer("a"), customer("c")]);
  expect([...more.keys()]).toEqual(["a", "c"]);
  expect([...withoutCustomer(more, "a").keys()]).toEqual(["c"]);
});

it("tells of people in a file by name, address and values alone", () => {
  const line: BulkLine = {
    number: 2,
    name: "A",
    email: "a@x.example",
    values: { n: 1 },
    refusal: null,
  };
  const customers = withCustomers(NOBODY.customers, [customer("c")]);
  expect(wishOf({ customers, lines: [line] })).toEqual({
    customer_ids: ["c"],
    rows: [{ name: "A", email: "a@x.example", values: { n: 1 } }],
  });
});

it("refuses nobody, and more than go at once", () => {
  const many = Array.from({ length: MOST + 1 }, (_, at) => customer(`${at}`));
  expect(refusalOf(NOBODY)).toBe("Choose at least one person.");
  expect(refusalOf({ ...NOBODY, customers: withCustomers(NOBODY.customers, many) })).toContain(
    "500",
  );
  expect(
    refusalOf({ ...NOBODY, customers: withCustomers(NOBODY.customers, many.slice(1)) }),
  ).toBeNull();
});
