import { useEffect } from "react";
import type { Signing } from "../../api/generated/api.schemas";
import { isAnswerable } from "./answering";
import { forget, recall, remember } from "./tabMemory";
import type { Value } from "./view";

const UNSAVED = "unsaved";

interface Unsaved {
  view: Signing | null;
  /** The link works no more. */
  isGone: boolean;
  /** What is not saved yet, by field, and how often that has changed. */
  unsaved: () => Record<string, Value>;
  turn: number;
  answer: (fieldId: string, value: Value) => void;
}

/**
 * What was typed and is not saved, refused or not heard yet, outlives a reload in this tab: it is
 * sent again, and the server says anew what it thinks of it. Signatures and files are not kept.
 */
export function useUnsaved({ view, isGone, unsaved, turn, answer }: Unsaved): void {
  const signer = view?.signer.id ?? null;
  const isActing = !!view?.can_sign && view.consent.is_given;
  const isOver = isGone || (!!view && !view.can_sign && view.reason !== "verification_required");

  // biome-ignore lint/correctness/useExhaustiveDependencies: once whenever they may write
  useEffect(() => {
    if (!isActing || !signer || !view) return;
    const kept = wordsIn(recall(UNSAVED, signer));
    for (const { id } of view.fields.filter(isAnswerable)) {
      const value = kept[id];
      if (value !== undefined) answer(id, value);
    }
  }, [isActing, signer]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is unsaved changes with `turn`
  useEffect(() => {
    if (isOver) return forget(UNSAVED);
    if (!isActing || !signer) return;
    const words = wordsIn(unsaved());
    if (Object.keys(words).length > 0) remember(UNSAVED, signer, words);
    else forget(UNSAVED);
  }, [isActing, isOver, signer, turn]);
}

/** Without pictures and files, which are known by their ids. */
function wordsIn(kept: unknown): Record<string, Value> {
  const entries = kept && typeof kept === "object" ? Object.entries(kept) : [];
  return Object.fromEntries(
    entries.filter(([, value]) => value === null || typeof value !== "object"),
  );
}
