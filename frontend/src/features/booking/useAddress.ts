import { useMemo, useSyncExternalStore } from "react";

type Changes = Record<string, string | null>;

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

function change(changes: Changes, method: "pushState" | "replaceState"): void {
  const query = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  window.history[method](null, "", window.location.pathname + (text && `?${text}`));
  for (const listener of listeners) listener();
}

/** The choices that live in the address, so that Back and a shared link work. */
export function useAddress() {
  const search = useSyncExternalStore(subscribe, () => window.location.search);
  return useMemo(() => {
    const query = new URLSearchParams(search);
    return {
      get: (name: string) => query.get(name),
      push: (changes: Changes) => change(changes, "pushState"),
      replace: (changes: Changes) => change(changes, "replaceState"),
    };
  }, [search]);
}
