/**
 * What this tab remembers of one signer, and only while it is their page: whoever comes to the same
 * device after them finds nothing of it.
 */
type Name = "unsaved";

interface Kept {
  signer: string;
  value: unknown;
}

const keyOf = (name: Name) => `signing-${name}`;

/** What was kept for this signer; what was of another is gone. */
export function recall(name: Name, signer: string): unknown {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(name)) ?? "null") as Kept | null;
    if (kept?.signer === signer) return kept.value;
    sessionStorage.removeItem(keyOf(name));
  } catch {
    // Where nothing may be kept, nothing was.
  }
  return null;
}

export function remember(name: Name, signer: string, value: unknown): void {
  try {
    sessionStorage.setItem(keyOf(name), JSON.stringify({ signer, value } satisfies Kept));
  } catch {
    // It lasts as long as the page, then.
  }
}

export function forget(name: Name): void {
  try {
    sessionStorage.removeItem(keyOf(name));
  } catch {
    // Nothing was kept.
  }
}
