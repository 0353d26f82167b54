import type { Resource } from "../../../api/generated/api.schemas";
import { initialsOf, timeText } from "../../../lib/format";
import { type Bar, customerName, isOverlapping, spokenText } from "./bars";
import { labelFor } from "./labels";
import { openSpans, type Span } from "./openHours";

/* The nodes inside DayPilot's boxes. Plain DOM: thousands are made and dropped while scrolling. */

function node(tag: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

/** What is shown may be shortened, so it is not read out: the whole sentence is. */
function silent(made: HTMLElement): HTMLElement {
  made.setAttribute("aria-hidden", "true");
  return made;
}

const NARROW_PX = 40;

interface BarNodeOptions {
  width: number;
  zone: string;
  locale: string;
  isActive: boolean;
}

export function barNode(bar: Bar, { width, zone, locale, isActive }: BarNodeOptions): HTMLElement {
  const { appointment } = bar;
  const button = node("button", "ss_bar") as HTMLButtonElement;
  const label = labelFor(
    {
      customer: customerName(appointment),
      service: appointment.service.name,
      time: timeText(appointment.starts_at, zone, locale),
    },
    width,
  );
  button.type = "button";
  button.tabIndex = isActive ? 0 : -1;
  button.dataset.bar = bar.id;
  button.dataset.state = appointment.state;
  if (bar.isMovable) button.dataset.movable = "";
  if (isOverlapping(appointment)) button.dataset.overlapping = "";
  if (bar.isFresh) button.dataset.fresh = "";
  if (width < NARROW_PX) button.dataset.narrow = "";
  button.style.setProperty("--service", appointment.service.color);
  button.append(node("span", "visually-hidden", spokenText(appointment, zone, locale)));
  button.append(silent(node("span", "ss_bar_main", label.main)));
  if (label.detail) button.append(silent(node("span", "ss_bar_detail", label.detail)));
  return button;
}

export function rowNode(resource: Resource, place: string): HTMLElement {
  const row = node("div", "ss_row");
  const face = silent(node("span", "ss_face", initialsOf(resource.name)));
  face.style.setProperty("--face", resource.color || "#8b8d98");
  const text = node("span", "ss_row_text");
  text.append(node("span", "ss_row_name", resource.name));
  if (place) text.append(node("span", "ss_row_place", place));
  row.append(face, text);
  return row;
}

/** Shades what is closed within one drawn hour; null where all of it is open. */
export function closedNode(resource: Resource, day: string, hour: Span, width: number) {
  const closed = closedWithin(openSpans(resource, day), hour);
  if (closed.length === 0) return null;
  const holder = document.createElement("div");
  for (const { from, until } of closed) {
    const shade = node("div", "ss_closed");
    const perMinute = width / (hour.until - hour.from);
    shade.style.left = `${(from - hour.from) * perMinute}px`;
    shade.style.width = `${(until - from) * perMinute}px`;
    holder.append(shade);
  }
  return holder;
}

export function closedWithin(open: Span[], hour: Span): Span[] {
  const closed: Span[] = [];
  let reached = hour.from;
  for (const { from, until } of open) {
    if (until <= reached || from >= hour.until) continue;
    if (from > reached) closed.push({ from: reached, until: from });
    reached = Math.max(reached, until);
  }
  if (reached < hour.until) closed.push({ from: reached, until: hour.until });
  return closed;
}
