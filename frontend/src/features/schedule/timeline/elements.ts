import type { Away, Resource } from "../../../api/generated/api.schemas";
import { initialsOf, timeText } from "../../../lib/format";
import { type Bar, customerName, isOverlapping, spokenText } from "./bars";
import { labelFor } from "./labels";
import type { OpenHours, Span } from "./openHours";
import type { Scale } from "./scale";

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
/** No letter fits: all of it is colour. */
const THIN_PX = 17;

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
  if (width < THIN_PX) button.dataset.thin = "";
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

/** The hours that are marked over a day whose hours are too narrow to be cells. */
export function marksNode(
  { from, until }: Span,
  { markHours }: Scale,
  textOf: (minutes: number) => string,
): HTMLElement {
  const marks = node("div", "ss_marks");
  for (let at = from; at < until; at += markHours * 60) {
    const mark = node("span", "", textOf(at));
    mark.style.left = `${((at - from) / (until - from)) * 100}%`;
    marks.append(mark);
  }
  return marks;
}

interface Place {
  openHours: OpenHours;
  resource: Resource;
  day: string;
  cell: Span;
  /** The first cell drawn of the day, where what began before it is named. */
  isFirst: boolean;
}

/** Shades what is closed within one cell, and names what closes it where that begins. */
export function closedNode({ openHours, resource, day, cell, isFirst }: Place, width: number) {
  const closed = closedWithin(openHours.spans(resource, day), cell);
  if (closed.length === 0) return null;
  const holder = document.createElement("div");
  const perMinute = width / (cell.until - cell.from);
  const shade = (className: string, { from, until }: Span) => {
    const made = node("div", className);
    const start = Math.max(from, cell.from);
    made.style.left = `${(start - cell.from) * perMinute}px`;
    made.style.width = `${(Math.min(until, cell.until) - start) * perMinute}px`;
    holder.append(made);
    return made;
  };
  for (const span of closed) shade("ss_closed", span);
  for (const { entry, from, until } of openHours.away(resource, day)) {
    if (from >= cell.until || until <= cell.from) continue;
    const made = shade("ss_away", { from, until });
    if (from < cell.from && !isFirst) continue;
    made.classList.add("ss_away_begins");
    const label = node("span", "ss_away_name", awayText(entry));
    label.style.maxWidth = `${(Math.min(until, cell.until) - Math.max(from, cell.from)) * perMinute - 8}px`;
    made.append(label);
  }
  return holder;
}

export function awayText({ kind, label }: Away): string {
  return label || (kind === "closure" ? "Closed" : "Time off");
}

export function closedWithin(open: Span[], cell: Span): Span[] {
  const closed: Span[] = [];
  let reached = cell.from;
  for (const { from, until } of open) {
    if (until <= reached || from >= cell.until) continue;
    if (from > reached) closed.push({ from: reached, until: from });
    reached = Math.max(reached, until);
  }
  if (reached < cell.until) closed.push({ from: reached, until: cell.until });
  return closed;
}
