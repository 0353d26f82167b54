import type { ContractDetail, ContractRole, SignerWish } from "../../../api/generated/api.schemas";

/** Whoever was chosen for a role. */
export type Who =
  | { party: "staff"; user_id: string; name: string; email: string | null }
  | { party: "customer"; customer_id: string; name: string; email: string | null }
  | { party: "external"; name: string; email: string };

export interface Row {
  role: ContractRole;
  who: Who | null;
  turn: number;
  requires_code: boolean;
}

export type Order = "at once" | "one by one" | "mixed";

/** One row for each role, with whoever the draft has for it. */
export function rowsOf(
  roles: readonly ContractRole[],
  draft: ContractDetail | null,
  requiresCode: boolean,
): Row[] {
  const rows = roles.map((role) => {
    const signer = draft?.signers.find(({ role_key }) => role_key === role.key);
    return {
      role,
      who: signer ? whoOf(signer) : null,
      turn: signer?.routing_order ?? role.routing_order ?? 1,
      requires_code: signer?.requires_code ?? requiresCode,
    };
  });
  return rows.sort((a, b) => a.turn - b.turn);
}

type Signer = ContractDetail["signers"][number];

function whoOf({ user_id, customer_id, name, email }: Signer): Who {
  if (user_id) return { party: "staff", user_id, name, email };
  if (customer_id) return { party: "customer", customer_id, name, email };
  return { party: "external", name, email: email ?? "" };
}

export type StandIn = NonNullable<ContractDetail["former"]>["stand_ins"][number];

/** Of somebody who was in another's place in the contract before: for whom. */
export function standInText({ role, who }: Row, standIns: readonly StandIn[]): string | null {
  const address = who?.email?.trim().toLowerCase();
  const found = standIns.find(
    ({ role_key, email }) => role_key === role.key && email.toLowerCase() === address,
  );
  return found
    ? `Stood in for ${found.asked_name} (${found.asked_email}), whom you had asked. Choose them again if they are to sign themselves.`
    : null;
}

/** What the API is told; roles that nobody was chosen for yet are left out. */
export function choicesOf(rows: readonly Row[]): SignerWish[] {
  return rows.flatMap(({ role, who, turn, requires_code }) =>
    who && isNamed(who)
      ? [{ role_key: role.key, ...personOf(who), routing_order: turn, requires_code }]
      : [],
  );
}

function personOf(who: Who): Omit<SignerWish, "role_key"> {
  if (who.party === "staff") return { user_id: who.user_id };
  if (who.party === "customer") return { customer_id: who.customer_id };
  return { name: who.name.trim(), email: who.email.trim() };
}

/** Somebody from outside counts once their name and address are whole. */
export function isNamed(who: Who): boolean {
  return who.party !== "external" || (!!who.name.trim() && isAddress(who.email));
}

export function isAddress(text: string): boolean {
  return /^\S+@\S+\.\S+$/.test(text.trim());
}

/** Whoever only reads along waits for nobody and keeps nobody waiting. */
function actsOf(rows: readonly Row[]): Row[] {
  return rows.filter(({ role }) => role.kind === "signer" || role.kind === "approver");
}

export function orderOf(rows: readonly Row[]): Order {
  const turns = actsOf(rows).map(({ turn }) => turn);
  const distinct = new Set(turns).size;
  if (distinct <= 1) return "at once";
  return distinct === turns.length ? "one by one" : "mixed";
}

/** Everybody at once, or each after the one above. */
export function inOrder(rows: readonly Row[], order: Exclude<Order, "mixed">): Row[] {
  return rows.map((row, at) => ({ ...row, turn: order === "at once" ? 1 : at + 1 }));
}

/** The row stands elsewhere; where they act one by one, turns follow the places. */
export function movedRow(rows: readonly Row[], from: number, to: number): Row[] {
  const row = rows[from];
  if (!row || to < 0 || to >= rows.length || from === to) return [...rows];
  const next = rows.toSpliced(from, 1).toSpliced(to, 0, row);
  const turns = rows.map(({ turn }) => turn).sort((a, b) => a - b);
  return next.map((each, at) => ({ ...each, turn: turns[at] ?? each.turn }));
}

/** The turn that somebody wrote down; rows stay sorted by it. */
export function withTurn(rows: readonly Row[], key: string, turn: number): Row[] {
  return rows
    .map((row) => (row.role.key === key ? { ...row, turn } : row))
    .sort((a, b) => a.turn - b.turn);
}

/** The sentence that stands in the way of going on, if one does. */
export function refusalOf(row: Row): string | null {
  const { who, role } = row;
  if (!who) return `Choose who is the ${role.name}.`;
  if (who.party === "external") {
    if (!who.name.trim()) return "Enter a name.";
    return isAddress(who.email) ? null : "This is no e-mail address.";
  }
  return who.email ? null : `${who.name} has no e-mail address to send the contract to.`;
}
