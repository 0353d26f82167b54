import type { BulkLine, Customer, NewBulkSend } from "../../../api/generated/api.schemas";

/** So many at once, as the API takes. */
export const MOST = 500;

/** Those who are to have a contract each, from the list or from a file. */
export interface Recipients {
  customers: ReadonlyMap<string, Customer>;
  lines: readonly BulkLine[];
}

export const NOBODY: Recipients = { customers: new Map(), lines: [] };

export function countOf({ customers, lines }: Recipients): number {
  return customers.size + lines.length;
}

/** "1 person", "12 people". */
export function peopleText(count: number): string {
  return count === 1 ? "1 person" : `${count} people`;
}

/** Those of a file who can be sent theirs, and the sentence about those who cannot. */
export function sendableOf(inFile: readonly BulkLine[]): Recipients & { leftOut: string } {
  const lines = inFile.filter(({ refusal }) => refusal === null);
  const count = inFile.length - lines.length;
  const leftOut = count > 0 ? `${peopleText(count)} of the file cannot be sent theirs.` : "";
  return { ...NOBODY, lines, leftOut };
}

/** With these customers besides; whoever has no address is left out. */
export function withCustomers(
  chosen: Recipients["customers"],
  more: readonly Customer[],
): Recipients["customers"] {
  const next = new Map(chosen);
  for (const each of more) if (each.email) next.set(each.id, each);
  return next;
}

export function withoutCustomer(
  chosen: Recipients["customers"],
  id: string,
): Recipients["customers"] {
  const next = new Map(chosen);
  next.delete(id);
  return next;
}

/** What the API is told of them. */
export function wishOf({
  customers,
  lines,
}: Recipients): Pick<NewBulkSend, "customer_ids" | "rows"> {
  return {
    customer_ids: [...customers.keys()],
    rows: lines.map(({ name, email, values }) => ({ name, email, values })),
  };
}

/** The sentence that keeps them from being sent anything, if one does. */
export function refusalOf(recipients: Recipients): string | null {
  const count = countOf(recipients);
  if (count === 0) return "Choose at least one person.";
  return count > MOST ? `At most ${MOST} people at once. Please send it in parts.` : null;
}
