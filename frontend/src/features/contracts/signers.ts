import type { ContractSigner } from "../../api/generated/api.schemas";

export type Standing = "done" | "now" | "later" | "ended" | "copy";

const ENDED = new Set(["declined", "expired", "replaced"]);

/** What the eye is told of a signer: done, to act now, later, or out of it. */
export function standingOf({ kind, state }: ContractSigner): Standing {
  if (state === "signed") return "done";
  if (ENDED.has(state)) return "ended";
  if (isReader(kind)) return "copy";
  return state === "waiting" ? "later" : "now";
}

/** Whoever reads along signs nothing. */
export function isReader(kind: ContractSigner["kind"]): boolean {
  return kind === "viewer" || kind === "cc";
}

/** A signer's state in words: "Signed", "Approved", "Opened, not signed yet". */
export function stateText({ kind, state }: ContractSigner): string {
  if (isReader(kind)) return kind === "cc" ? "Gets a copy" : "May read along";
  const act = kind === "approver" ? "approved" : "signed";
  const words: Record<ContractSigner["state"], string> = {
    waiting: "Not their turn yet",
    notified: "Invited",
    viewed: `Opened, not ${act} yet`,
    signed: act === "signed" ? "Signed" : "Approved",
    declined: "Declined",
    expired: "Ran out",
    replaced: "Replaced",
  };
  return words[state];
}

/** When the latest thing happened to them. */
export function latestOf(signer: ContractSigner): string | null {
  return signer.signed_at ?? signer.declined_at ?? signer.viewed_at ?? signer.notified_at;
}

/** The signers who count, in the order in which they act; equal numbers act at once. */
export function groupsOf<T extends { routing_order: number }>(signers: readonly T[]): T[][] {
  const groups = new Map<number, T[]>();
  for (const signer of signers) {
    const group = groups.get(signer.routing_order) ?? [];
    group.push(signer);
    groups.set(signer.routing_order, group);
  }
  return [...groups.entries()].sort(([a], [b]) => a - b).map(([, group]) => group);
}

export function withoutReplaced(signers: readonly ContractSigner[]): ContractSigner[] {
  return signers.filter(({ state }) => state !== "replaced");
}
