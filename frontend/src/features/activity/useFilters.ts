import { useSearchParams } from "react-router";
import { isDay } from "../../lib/zones";

/** Which entries are shown; the address holds them, so that a view can be sent to somebody. */
export interface ActivityFilters {
  person_id?: string;
  subject_id?: string;
  tenant_id?: string;
  group?: string;
  from?: string;
  to?: string;
}

const NAMES = ["person_id", "subject_id", "tenant_id", "group", "from", "to"] as const;

/** The last day before the first: nothing can be asked for. */
export function isBackwards({ from, to }: ActivityFilters): boolean {
  return !!from && !!to && to < from;
}

export function useFilters() {
  const [query, setQuery] = useSearchParams();
  const filters: ActivityFilters = {};
  for (const name of NAMES) {
    const value = query.get(name);
    const isShown = name === "from" || name === "to" ? isDay(value) : !!value;
    if (isShown) filters[name] = value ?? undefined;
  }
  const change = (changes: Partial<Record<keyof ActivityFilters, string | null>>) =>
    setQuery(
      (old) => {
        const next = new URLSearchParams(old);
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  const clear = () => change(Object.fromEntries(NAMES.map((name) => [name, null])));
  return { filters, change, clear, isFiltered: Object.keys(filters).length > 0 };
}
