import { createContext, Fragment, type ReactNode, useContext, useEffect, useState } from "react";

const Typed = createContext<(isTyped: boolean) => void>(() => undefined);

interface BegunProps<T> {
  now: T;
  children: (begun: T) => ReactNode;
}

/**
 * A form that stays open while others work: newer values take its place only when nothing is typed in it. Otherwise
 * it keeps what its person typed and the version they saw, so that saving over somebody's change is refused.
 */
export function Begun<T extends { version: number }>({ now, children }: BegunProps<T>) {
  const [begun, setBegun] = useState(now);
  const [isTyped, setTyped] = useState(false);
  if (begun.version !== now.version && !isTyped) setBegun(now);
  return (
    <Typed.Provider value={setTyped}>
      <Fragment key={begun.version}>{children(begun)}</Fragment>
    </Typed.Provider>
  );
}

let unsaved = 0;

/** Whether anything on the page is typed and not saved yet. */
export function hasUnsaved(): boolean {
  return unsaved > 0;
}

/** Asks, while something typed is not saved yet, before the page is left. */
export function useUnsaved(isTyped: boolean) {
  useEffect(() => {
    if (!isTyped) return;
    unsaved += 1;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => {
      unsaved -= 1;
      window.removeEventListener("beforeunload", ask);
    };
  }, [isTyped]);
}

/** Tells the `Begun` around it, and whoever is about to leave, whether something typed is not saved yet. */
export function useTyped(isTyped: boolean) {
  const tell = useContext(Typed);
  useEffect(() => tell(isTyped), [isTyped, tell]);
  useUnsaved(isTyped);
}
