import type { Away, Resource } from "../../../api/generated/api.schemas";
import { initialsOf, timeText } from "../../../lib/format";
import { type Bar, customerName, isOverlapping, spokenText } from "./bars";
import { labelFor } from "./labels";
import type { OpenHours, Span } from "./openHours";

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

interface Place {
  openHours: OpenHours;
  resource: Resource;
  day: string;
  hour: Span;
  /** The first hour drawn of the day, where what began before it is named. */
  isFirst: boolean;
}

/** Shades what is closed within one drawn hour, and names what closes it where that begins. */
export function closedNode({ openHours, resource, day, hour, isFirst }: Place, width: number) {
  const closed = closedWithin(openHours.spans(resource, day), hour);
  if (closed.length === 0) return null;
  const holder = document.createElement("div");
  const perMinute = width / (hour.until - hour.from);
  const shade = (className: string, { from, until }: Span) => {
    const made = node("div", className);
    const start = Math.max(from, hour.from);
    made.style.left = `${(start - hour.from) * perMinute}px`;
    made.style.width = `${(Math.min(until, hour.until) - start) * perMinute}px`;
    holder.append(made);
    return made;
  };
  for (const span of closed) shade("ss_closed", span);
  for (const { entry, from, until } of openHours.away(resource, day)) {
    if (from >= hour.until || until <= hour.from) continue;
    const made = shade("ss_away", { from, until });
    if (from < hour.from && !isFirst) continue;
    made.classList.add("ss_away_begins");
    const label = node("span", "ss_away_name", awayText(entry));
    label.style.maxWidth = `${(until - Math.max(from, hour.from)) * perMinute - 8}px`;
    made.append(label);
  }
  return holder;
}

export function awayText({ kind, label }: Away): string {
  return label || (kind === "closure" ? "Closed" : "Time off");
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
