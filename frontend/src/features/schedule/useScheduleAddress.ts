import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { addDays, dayOf, isDay, mondayOf } from "../../lib/zones";

export type ScheduleView = "day" | "3days" | "week";

export const VIEW_DAYS: Record<ScheduleView, number> = { day: 1, "3days": 3, week: 7 };

/** A mistyped year is no day that anything happens on. */
const FIRST_DAY = "1970-01-05";
const LAST_DAY = "2199-12-31";

export interface ScheduleAddress {
  day: string;
  view: ScheduleView;
  dayCount: number;
  days: string[];
  kind: string;
  location: string;
  isAgenda: boolean;
  /** Hours are wide enough to read in, and scrolled to: on a phone they always are. */
  isWide: boolean;
  set: (changes: Record<string, string | null>) => void;
  step: (direction: 1 | -1) => void;
}

function viewOf(text: string | null): ScheduleView {
  return text === "3days" || text === "week" ? text : "day";
}

/** Day, view and filters live in the address, so that a reload or a link shows the same. */
export function useScheduleAddress(zone: string, isPhone: boolean): ScheduleAddress {
  const [query, setQuery] = useSearchParams();
  const asked = query.get("day");
  const view = viewOf(query.get("view"));
  const isShown = isDay(asked) && asked >= FIRST_DAY && asked <= LAST_DAY;
  const day = isShown ? asked : dayOf(Date.now(), zone);
  const first = view === "week" ? mondayOf(day) : day;
  const dayCount = VIEW_DAYS[view];
  const days = useMemo(
    () => Array.from({ length: dayCount }, (_, at) => addDays(first, at)),
    [first, dayCount],
  );
  const set = useCallback(
    (changes: Record<string, string | null>) =>
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
      ),
    [setQuery],
  );
  return {
    day,
    view,
    dayCount,
    days,
    kind: query.get("kind") ?? "staff",
    location: query.get("location") ?? "",
    isAgenda: (query.get("show") ?? (isPhone ? "agenda" : "timeline")) === "agenda",
    isWide: isPhone || query.get("zoom") === "wide",
    set,
    step: (direction) => set({ day: addDays(day, direction * dayCount) }),
  };
}
