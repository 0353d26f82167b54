import { type RefObject, useEffect, useRef } from "react";

/** Where a new step begins: its heading takes the focus, so that it is read out. */
export function useArrival(step = ""): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new step is announced
  useEffect(() => heading.current?.focus(), [step]);
  return heading;
}
