import type { UseQueryResult } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Resource } from "../../api/generated/api.schemas";
import { toastNews } from "../../ui/toast";

/** Says that what the address has open was deleted, by somebody else or meanwhile, and closes it. */
export function useGone(
  { data, isFetching }: UseQueryResult<Resource[]>,
  openId: string | null,
  close: () => void,
) {
  const last = useRef<Resource>(undefined);
  const found = data?.find(({ id }) => id === openId);
  if (found) last.current = found;
  const goneId = data && !isFetching && !found ? openId : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each that is gone
  useEffect(() => {
    if (!goneId) return;
    const name = last.current?.id === goneId ? last.current.name : "What this link leads to";
    toastNews(`${name} is no longer here: deleted meanwhile.`);
    close();
  }, [goneId]);
}
