import { useEffect, useRef, useState } from "react";
import type { Appointment } from "../../api/generated/api.schemas";
import { isOwnChange } from "../../api/ownChanges";
import { momentText } from "../../lib/format";
import { customerName } from "./timeline/bars";

const FRESH_MS = 3_400;

export interface Fresh {
  ids: ReadonlySet<string>;
  /** One sentence about the latest change, for screen readers. */
  news: string;
}

const NOTHING: Fresh = { ids: new Set(), news: "" };

/**
 * Which appointments came or changed while the screen was open. What was there when the range
 * was first shown is not news, nor is what this window did itself.
 */
export function useFresh(
  appointments: Appointment[],
  rangeKey: string,
  isSettled: boolean,
  zone: string,
  locale: string,
): Fresh {
  const known = useRef<{ range: string; items: Map<string, Appointment> } | null>(null);
  const [fresh, setFresh] = useState<Fresh>(NOTHING);

  useEffect(() => {
    if (!isSettled) return;
    const before = known.current;
    known.current = {
      range: rangeKey,
      items: new Map(appointments.map((each) => [each.id, each])),
    };
    if (before?.range !== rangeKey) return;
    const changed = appointments.filter(
      (each) =>
        each.state !== "hold" &&
        before.items.get(each.id)?.version !== each.version &&
        !isOwnChange(each),
    );
    const first = changed[0];
    if (!first) return;
    const was = before.items.get(first.id)?.state ?? "hold";
    const what = `${customerName(first)}, ${first.service.name}, ${momentText(first.starts_at, zone, locale)}`;
    setFresh({
      ids: new Set(changed.map(({ id }) => id)),
      news: `${was === "hold" ? "New appointment" : "Appointment changed"}: ${what}`,
    });
  }, [appointments, rangeKey, isSettled, zone, locale]);

  useEffect(() => {
    if (fresh.ids.size === 0) return;
    const timer = setTimeout(() => setFresh((old) => ({ ...old, ids: NOTHING.ids })), FRESH_MS);
    return () => clearTimeout(timer);
  }, [fresh.ids]);

  return fresh;
}
