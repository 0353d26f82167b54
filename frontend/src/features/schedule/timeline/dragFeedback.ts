import type { DayPilot } from "@daypilot/daypilot-lite-javascript";
import { timeRangeText, timeText } from "../../../lib/format";
import { minutesOf } from "../../../lib/zones";
import { type Bar, barInTheWay, spanOf } from "./bars";
import type { TimelineModel } from "./engine";

const LABEL_PX = 24;

/**
 * While a bar is dragged, its shadow says the time it would start at, while it is drawn longer or
 * shorter both its ends, and turns red where it cannot go. DayPilot Lite itself gives neither.
 */
export function dragFeedback(
  holder: HTMLElement,
  control: DayPilot.Scheduler,
  read: () => TimelineModel,
): () => void {
  let dragged: Bar | null = null;

  const onDown = (event: MouseEvent) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>(".ss_bar");
    dragged = read().bars.find(({ id }) => id === button?.dataset.bar) ?? null;
  };
  const onMove = () => {
    const shadow = holder.querySelector<HTMLElement>(".ss_shadow");
    if (!shadow) return;
    const left = Number.parseFloat(shadow.style.left);
    const right = left + Number.parseFloat(shadow.style.width);
    const [start, end] = [control.getDate(left, true), control.getDate(right, true, true)];
    if (!start || !end) return;
    label(shadow, start.toString(), end.toString());
  };
  const label = (shadow: HTMLElement, startText: string, endText: string) => {
    const { drawn, zone, locale, bars, rows, openHours, scale } = read();
    const [was, until] = dragged ? spanOf(dragged) : [];
    const start = drawn.instantOf(startText, scale.stepMinutes, was);
    const end = drawn.instantOf(endText, scale.stepMinutes, until);
    const isResized = !!dragged && isLengthened(dragged, startText, endText);
    const rowId = isResized ? dragged?.resourceId : String(control.getCoords()?.row?.id ?? "");
    const row = rows.find(({ id }) => id === rowId);
    shadow.dataset.time = isResized
      ? timeRangeText(start, Math.max(start, end), zone, locale)
      : timeText(start, zone, locale);
    // Above the first row there is nothing to write on.
    shadow.toggleAttribute("data-below", Number.parseFloat(shadow.style.top) < LABEL_PX);
    if (!dragged || !row) return;
    const before =
      Date.parse(dragged.appointment.ends_at) - Date.parse(dragged.appointment.starts_at);
    const length = isResized ? end - start : before;
    const from = minutesOf(start, zone);
    const { day } = drawn.wallOf(startText, scale.stepMinutes);
    const isFree = !barInTheWay(bars, row.id, dragged.appointment.id, startText, endText);
    const isAllowed = isFree && openHours.isOpen(row, day, from, from + length / 60_000);
    shadow.classList.toggle("ss_forbidden", !isAllowed);
  };

  holder.addEventListener("mousedown", onDown, true);
  document.addEventListener("mousemove", onMove);
  return () => {
    holder.removeEventListener("mousedown", onDown, true);
    document.removeEventListener("mousemove", onMove);
  };
}

/** One end stays where it was and the other does not: what is moved takes both along. */
function isLengthened(bar: Bar, start: string, end: string): boolean {
  const [isStart, isEnd] = [start.slice(0, 19) === bar.start, end.slice(0, 19) === bar.end];
  return isStart !== isEnd;
}
