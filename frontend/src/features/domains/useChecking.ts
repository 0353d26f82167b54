import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Domain } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";

const LOOK_MS = 1_500;
const PATIENCE_MS = 40_000;

/** A host that was checked so recently is not checked again. */
const CHECKED_APART_MS = 20_000;

/** Whether the server leaves a question unheard, because the answer is that fresh. */
export function wasJustChecked({ checked_at }: Domain, now = Date.now()): boolean {
  return checked_at !== null && Math.abs(now - Date.parse(checked_at)) < CHECKED_APART_MS;
}

/** Between asking for a check and its answer; looks for it even when the live link is away. */
export function useChecking(domain: Domain) {
  const client = useQueryClient();
  const [askedAt, setAskedAt] = useState<string | null | undefined>(undefined);
  const isChecking = askedAt !== undefined && askedAt === domain.checked_at;
  useEffect(() => {
    if (!isChecking) return;
    const look = setInterval(() => client.invalidateQueries({ queryKey: keys.domains }), LOOK_MS);
    const giveUp = setTimeout(() => setAskedAt(undefined), PATIENCE_MS);
    return () => {
      clearInterval(look);
      clearTimeout(giveUp);
    };
  }, [client, isChecking]);
  return { isChecking, begin: () => setAskedAt(domain.checked_at) };
}
