import { useState } from "react";
import type { Service } from "../../api/generated/api.schemas";

/** How many come to a class, or that nobody does yet; to every other service comes one. */
export function useComing(service: Service | undefined) {
  const [partySize, setPartySize] = useState(1);
  const [wantsNobody, setNobody] = useState(false);
  const capacity = service?.capacity ?? null;
  const isForNobody = wantsNobody && capacity !== null;
  return {
    capacity,
    isClass: capacity !== null,
    isForNobody,
    size: capacity === null || isForNobody ? 1 : partySize,
    setPartySize,
    setNobody,
  };
}

export type Coming = ReturnType<typeof useComing>;
