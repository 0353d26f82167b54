import { type ComponentType, useEffect, useState } from "react";

interface Missing<P> {
  /** Fetches it once more. */
  onRetry: () => void;
  of: P;
}

/**
 * A part that is fetched when it is first shown. Where it cannot be fetched, as on a train or after
 * a new release, `Missing` stands in its place and the rest of the page stays; what is missing is
 * fetched by itself once the network is back.
 */
export function onDemand<P extends object>(
  fetchPart: () => Promise<ComponentType<P>>,
  Missing: ComponentType<Missing<P>>,
): ComponentType<P> {
  let fetched: ComponentType<P> | null = null;
  return function OnDemand(props: P) {
    const [Part, setPart] = useState(() => fetched);
    const [turn, setTurn] = useState(0);
    const [isMissing, setMissing] = useState(false);
    const retry = () => setTurn((count) => count + 1);
    // biome-ignore lint/correctness/useExhaustiveDependencies: each turn fetches it once more
    useEffect(() => {
      if (Part) return;
      let isOver = false;
      renewStyles()
        .then(fetchPart)
        .then(
          (part) => {
            fetched = part;
            if (!isOver) setPart(() => part);
          },
          () => !isOver && setMissing(true),
        );
      window.addEventListener("online", retry);
      return () => {
        isOver = true;
        window.removeEventListener("online", retry);
      };
    }, [Part, turn]);
    if (Part) return <Part {...props} />;
    return isMissing ? <Missing onRetry={retry} of={props} /> : null;
  };
}

/** Fetches style sheets again that did not arrive: the bundler's loader does so for scripts only,
 * and the part would come without its looks. */
async function renewStyles(): Promise<void> {
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')];
  const missing = links.filter((link) => !hasArrived(link));
  await Promise.all(
    missing.map(
      (link) =>
        new Promise((resolve, reject) => {
          const again = link.cloneNode() as HTMLLinkElement;
          again.onload = resolve;
          again.onerror = reject;
          link.replaceWith(again);
        }),
    ),
  );
}

/** Chromium has a sheet also for what failed, and lets nobody read its rules. */
function hasArrived({ sheet }: HTMLLinkElement): boolean {
  try {
    return !!sheet?.cssRules;
  } catch {
    return false;
  }
}
