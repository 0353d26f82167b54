import { useMemo, useState } from "react";
import type { Appointment, Resource } from "../../api/generated/api.schemas";
import { keptBy } from "../../lib/kept";
import { DrawnTime } from "./timeline/drawnTime";
import { busySpan, hoursToDraw, type OpenHours, openSpans } from "./timeline/openHours";

interface Shown {
  days: string[];
  rows: Resource[];
  appointments: Appointment[];
  openHours: OpenHours;
  zone: string;
}

/** The hours to draw of these days; the same object while it would draw the same. */
export function useDrawnTime({ days, rows, appointments, openHours, zone }: Shown): DrawnTime {
  const open = useMemo(() => openSpans(rows, days, openHours), [rows, days, openHours]);
  const busyOf = useMemo(() => keptBy((each: Appointment) => busySpan(each, zone)), [zone]);
  const next = useMemo(() => {
    const busy = appointments.map(busyOf).filter(({ day }) => days.includes(day));
    return new DrawnTime(days[0] ?? "", days.length, hoursToDraw([...open, ...busy]), zone);
  }, [days, appointments, open, busyOf, zone]);
  return useSteady(next);
}

/** The same object while it would draw the same, so that a live change redraws one bar only. */
function useSteady(next: DrawnTime): DrawnTime {
  const [kept, keep] = useState(next);
  const isSame =
    kept.firstDay === next.firstDay &&
    kept.dayCount === next.dayCount &&
    kept.zone === next.zone &&
    kept.hours.from === next.hours.from &&
    kept.hours.until === next.hours.until;
  if (!isSame) keep(next);
  return isSame ? kept : next;
}
