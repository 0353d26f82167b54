import type { DayPilot } from "@daypilot/daypilot-lite-javascript";
import type { Resource } from "../../../api/generated/api.schemas";
import { dayText, timeText, zoneCity, zoneText } from "../../../lib/format";
import { instantAt } from "../../../lib/zones";
import { type Bar, spanOf } from "./bars";
import type { DrawnTime } from "./drawnTime";
import { barNode, closedNode, marksNode, rowNode } from "./elements";
import type { OpenHours } from "./openHours";
import type { Scale } from "./scale";

/** What the timeline shows now; the engine reads it anew whenever DayPilot asks. */
export interface TimelineModel {
  rows: Resource[];
  bars: Bar[];
  openHours: OpenHours;
  drawn: DrawnTime;
  zone: string;
  locale: string;
  today: string;
  placeOf: (resource: Resource) => string;
  activeId: string | null;
  scale: Scale;
}

export interface TimelineActs {
  open: (bar: Bar) => void;
  drop: (bar: Bar, instant: number, rowId: string) => void;
  resize: (bar: Bar, from: number, until: number) => void;
  create: (from: number, until: number, rowId: string) => void;
}

const DAY_MS = 24 * 60 * 60_000;
const CREATE_STEP_MINUTES = 15;
const RESIZE_MARGIN_PX = 5;
const BAR_HEIGHTS = { least: 42, most: 60 };
const ROW_MARGIN = 5;
const HEADER_HEIGHT = 30;
/** Below this an hour shows its number only. */
const WIDE_HOUR = 52;
/** Whatever is narrower is moved by a press on any part of it, and lengthened by its form. */
const LEAST_TO_RESIZE = 24;

/** DayPilot's Scheduler calls these though its types do not name them. */
interface DomArgs {
  element: Node | null;
  target?: string;
  // biome-ignore lint/suspicious/noExplicitAny: untyped hooks of the library
  e?: any;
  // biome-ignore lint/suspicious/noExplicitAny: untyped hooks of the library
  row?: any;
  // biome-ignore lint/suspicious/noExplicitAny: untyped hooks of the library
  cell?: any;
  // biome-ignore lint/suspicious/noExplicitAny: untyped hooks of the library
  header?: any;
}

interface Locks {
  moveDisabled: boolean;
  resizeDisabled: boolean;
}

export function eventOf(bar: Bar, { dayWidth }: Scale): DayPilot.EventData & Locks {
  const days = (Date.parse(bar.end) - Date.parse(bar.start)) / DAY_MS;
  return {
    id: bar.id,
    resource: bar.resourceId,
    start: bar.start,
    end: bar.end,
    text: "",
    tags: bar,
    moveDisabled: !bar.isMovable,
    resizeDisabled: !bar.isResizable || days * dayWidth < LEAST_TO_RESIZE,
  };
}

/** Few rows grow into the room there is, many keep the least height. */
function barHeight(height: number, rowCount: number): number {
  const share = Math.floor(height / Math.max(rowCount, 1)) - 2 * ROW_MARGIN - 1;
  return Math.min(Math.max(share, BAR_HEIGHTS.least), BAR_HEIGHTS.most);
}

/** The parts of the configuration that change with what is shown. */
export function shownConfig(model: TimelineModel, roomHeight: number) {
  const { scale } = model;
  const headers = model.drawn.dayCount > 1 ? (["Day", "Cell"] as const) : (["Cell"] as const);
  const height = Math.max(120, roomHeight - HEADER_HEIGHT * headers.length - 2);
  return {
    timeHeaders: headers.map((groupBy) => ({ groupBy })),
    eventHeight: barHeight(height, model.rows.length),
    startDate: model.drawn.firstDay,
    days: model.drawn.dayCount,
    cellDuration: scale.cellMinutes,
    cellWidth: scale.cellWidth,
    rowHeaderWidth: scale.rowHeaderWidth,
    height,
    resources: model.rows.map(({ id, name }) => ({ id, name })),
    events: model.bars.map((bar) => eventOf(bar, scale)),
    cornerText: `${zoneCity(model.zone)} · ${zoneText(model.drawn.noon, model.zone, model.locale)}`,
  };
}

/** The parts that never change, and the hooks that read the model when they are called. */
export function fixedConfig(read: () => TimelineModel, acts: () => TimelineActs) {
  return {
    theme: "ss",
    scale: "CellDuration" as const,
    headerHeight: HEADER_HEIGHT,
    rowMarginTop: ROW_MARGIN,
    rowMarginBottom: ROW_MARGIN,
    eventBorderRadius: 7,
    durationBarVisible: false,
    floatingEvents: false,
    useEventBoxes: "Never" as const,
    snapToGrid: false,
    showToolTip: false,
    heightSpec: "Max" as const,
    timeHeaderClickHandling: "Disabled" as const,
    eventResizeHandling: "Update" as const,
    eventResizeMargin: RESIZE_MARGIN_PX,
    eventRightClickHandling: "Disabled" as const,
    scrollDelayEvents: 0,
    onBeforeTimeHeaderRender: (args: { header: HeaderArgs }) => fillHeader(args.header, read()),
    onBeforeTimeHeaderDomAdd: (args: DomArgs) => fillMarks(args, read()),
    onBeforeEventDomAdd: (args: DomArgs) => fillBar(args, read()),
    onBeforeRowHeaderDomAdd: (args: DomArgs) => fillRow(args, read()),
    onBeforeCellDomAdd: (args: DomArgs) => fillCell(args, read()),
    onEventClick: (args: { e: DayPilot.Event }) => acts().open(args.e.data.tags as Bar),
    onEventMove: (args: DayPilot.SchedulerEventMoveArgs) => {
      // Our own data moves the bar, so that a refusal springs back by itself.
      args.preventDefault();
      const { drawn, scale } = read();
      const bar = args.e.data.tags as Bar;
      const [was] = spanOf(bar);
      const instant = drawn.instantOf(args.newStart.toString(), scale.stepMinutes, was);
      acts().drop(bar, instant, String(args.newResource));
    },
    onEventResize: (args: DayPilot.SchedulerEventResizeArgs) => {
      args.preventDefault();
      const { drawn, scale } = read();
      const bar = args.e.data.tags as Bar;
      const [start, end] = spanOf(bar);
      acts().resize(
        bar,
        drawn.instantOf(args.newStart.toString(), scale.stepMinutes, start),
        drawn.instantOf(args.newEnd.toString(), scale.stepMinutes, end),
      );
    },
    onTimeRangeSelected: (args: DayPilot.SchedulerTimeRangeSelectedArgs) => {
      const { drawn } = read();
      const from = drawn.instantOf(args.start.toString(), CREATE_STEP_MINUTES);
      const until = drawn.instantOf(args.end.toString(), CREATE_STEP_MINUTES);
      args.control.clearSelection();
      acts().create(from, Math.max(until, from), String(args.resource));
    },
  };
}

interface HeaderArgs {
  level: number;
  start: DayPilot.Date;
  text: string;
  cssClass: string;
  toolTip: string;
}

function fillHeader(header: HeaderArgs, model: TimelineModel): void {
  const { drawn, locale, zone, today, scale } = model;
  const { day, minutes } = drawn.wallOf(header.start.toString(), 60);
  const hourText = timeText(instantAt(day, minutes, zone), zone, locale);
  header.toolTip = "";
  if (header.level === 0 && drawn.dayCount > 1) {
    const zoneName = zoneText(instantAt(day, minutes, zone), zone, locale);
    header.text = dayText(day, locale, "short") + (scale.isByHour ? ` · ${zoneName}` : "");
    header.cssClass = day === today ? "ss_today" : "";
  } else if (!scale.isByHour || drawn.isSkipped(day, minutes)) {
    header.text = "";
  } else if (scale.cellWidth >= WIDE_HOUR) {
    header.text = hourText.replace(/:00(?=\s?[AP]M)/i, "");
  } else {
    header.text = numberIn(hourText);
  }
}

/** Over a day that is one cell, some of its hours. */
function fillMarks(args: DomArgs, { drawn, zone, locale, scale }: TimelineModel): void {
  if (scale.isByHour || args.header.level === 0) return;
  const { day } = drawn.wallOf(args.header.start.toString(), 60);
  args.element = marksNode(drawn.hours, scale, (minutes) =>
    numberIn(timeText(instantAt(day, minutes, zone), zone, locale)),
  );
}

function numberIn(time: string): string {
  return time.match(/^\d+/)?.[0] ?? "";
}

function fillBar(args: DomArgs, model: TimelineModel): void {
  const bar = args.e.data.tags as Bar;
  args.element = barNode(bar, {
    width: args.e.part.width,
    zone: model.zone,
    locale: model.locale,
    isActive: bar.id === (model.activeId ?? model.bars[0]?.id),
  });
}

function fillRow(args: DomArgs, { rows, placeOf }: TimelineModel): void {
  const resource = rows.find(({ id }) => id === args.row.id);
  if (resource) args.element = rowNode(resource, placeOf(resource));
}

function fillCell(args: DomArgs, { rows, drawn, openHours, scale }: TimelineModel): void {
  const resource = rows.find(({ id }) => id === args.cell.resource);
  const width = Number.parseFloat(args.cell.div.style.width);
  const cellsOfDay = scale.isByHour ? drawn.hourCount : 1;
  const at = args.cell.x % cellsOfDay;
  const day = drawn.dayAt(Math.floor(args.cell.x / cellsOfDay));
  const from = drawn.hours.from + at * 60;
  const cell = { from, until: scale.isByHour ? from + 60 : drawn.hours.until };
  if (resource) {
    args.element = closedNode({ openHours, resource, day, cell, isFirst: at === 0 }, width);
  }
}
