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

const unsaved = new Set<() => boolean>();

/** Whether anything on the page is filled in and not saved yet. */
export function hasUnsaved(): boolean {
  return [...unsaved].some((isUnsaved) => isUnsaved());
}

function ask(event: BeforeUnloadEvent) {
  if (hasUnsaved()) event.preventDefault();
}

const always = () => true;

/** While it is watched, asks before the page is left with something unsaved. */
export function useUnsaved(isWatched: boolean, isUnsaved: () => boolean = always) {
  useEffect(() => {
    if (!isWatched) return;
    const each = () => isUnsaved();
    unsaved.add(each);
    window.addEventListener("beforeunload", ask);
    return () => {
      unsaved.delete(each);
      if (unsaved.size === 0) window.removeEventListener("beforeunload", ask);
    };
  }, [isWatched, isUnsaved]);
}

/** Tells the `Begun` around it, and whoever is about to leave, whether something typed is not saved yet. */
export function useTyped(isTyped: boolean) {
  const tell = useContext(Typed);
  useEffect(() => tell(isTyped), [isTyped, tell]);
  useUnsaved(isTyped);
}
