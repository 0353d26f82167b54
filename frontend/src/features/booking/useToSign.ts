import { useEffect, useRef } from "react";
import { listBookingContracts } from "../../api/generated/api";
import { useLoad } from "../../lib/useLoad";
import { isUnderWay } from "./toSign";

/** A contract is made seconds after its booking: so long it is until the next look. */
const LOOK_AGAIN_MS = [1_000, 2_000, 3_000, 5_000, 10_000];

/** What a booking asks to be signed, looked at again while that is under way; then it is settled. */
export function useToSign(token: string, onSettled?: () => void) {
  const loaded = useLoad(token || null, (signal) => listBookingContracts(token, { signal }));
  const { data, error, reload } = loaded;
  const contracts = data?.items ?? [];
  const isMoving = contracts.some(isUnderWay);
  const looks = useRef(0);
  const settle = useRef(onSettled);
  settle.current = onSettled;
  const wasMoving = useRef(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer, and each failure, waits for another look
  useEffect(() => {
    if (!isMoving) return;
    const wait = LOOK_AGAIN_MS[Math.min(looks.current++, LOOK_AGAIN_MS.length - 1)];
    const timer = setTimeout(reload, wait);
    return () => clearTimeout(timer);
  }, [isMoving, data, error, reload]);

  useEffect(() => {
    if (wasMoving.current && !isMoving) settle.current?.();
    wasMoving.current = isMoving;
  }, [isMoving]);

  return { contracts, isLoading: loaded.isLoading };
}
