import { DayPilot } from "@daypilot/daypilot-lite-javascript";
import { useElementSize, useMergedRef } from "@mantine/hooks";
import {
  type CSSProperties,
  type KeyboardEvent,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { BarCard, type Peek } from "./BarCard";
import type { Bar } from "./bars";
import { dragFeedback } from "./dragFeedback";
import { type DrawnTime, STEP_MINUTES } from "./drawnTime";
import { eventOf, fixedConfig, shownConfig, type TimelineActs, type TimelineModel } from "./engine";
import { NowLine } from "./nowLine";
import { type Scale, scaleOf } from "./scale";
import { intentOf, neighbourOf } from "./steering";
import "./timeline.css";

interface ResourceTimelineProps extends Omit<TimelineModel, "activeId" | "scale">, TimelineActs {
  label: string;
  /** Hours are wide and scrolled to; else all days are in sight. */
  isWide: boolean;
  /** Asks for another time by a form: the twin of every drag. */
  onMoveDialog: (bar: Bar) => void;
  onNudge: (bar: Bar, minutes: number) => void;
}

const MANY = 40;
const REDRAWN_MS = 80;

/** Rows of resources over the hours of some days, drawn by DayPilot, steered by keys or mouse. */
export function ResourceTimeline(props: ResourceTimelineProps) {
  const { rows, bars, drawn, label, isWide } = props;
  const holder = useRef<HTMLDivElement>(null);
  const { ref: sizeRef, width, height } = useElementSize<HTMLDivElement>();
  const control = useRef<DayPilot.Scheduler | null>(null);
  const nowLine = useRef<NowLine | null>(null);
  const active = useRef<string | null>(null);
  const drawnBars = useRef<Bar[]>([]);
  const shownRange = useRef("");
  const [peek, setPeek] = useState<Peek | null>(null);
  const scale = useMemo(() => scaleOf(drawn, width || 800, isWide), [drawn, width, isWide]);
  const latest = useRef({ ...props, scale });
  latest.current = { ...props, scale };

  useEffect(() => {
    const box = holder.current;
    if (!box) return;
    const model = () => ({ ...latest.current, activeId: active.current });
    const made = new DayPilot.Scheduler(
      box.firstElementChild as HTMLElement,
      {
        ...fixedConfig(model, () => latest.current),
        ...shownConfig(model(), 400),
      } as DayPilot.SchedulerConfig,
    );
    made.init();
    drawnBars.current = latest.current.bars;
    control.current = made;
    nowLine.current = new NowLine(box);
    const stopFeedback = dragFeedback(box, made, model);
    return () => {
      stopFeedback();
      nowLine.current?.stop();
      made.dispose();
      control.current = null;
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: bars alone are handled below
  useEffect(() => {
    const made = control.current;
    if (!made || width === 0) return;
    const model = { ...latest.current, activeId: active.current };
    const isNewRange = shownRange.current !== rangeOf(drawn, isWide);
    made.update(shownConfig(model, height) as DayPilot.SchedulerConfig);
    drawnBars.current = model.bars;
    nowLine.current?.show(drawn);
    if (isNewRange) made.setScrollX(Math.max(0, drawn.indexOf(model.today)) * scale.dayWidth);
    shownRange.current = rangeOf(drawn, isWide);
  }, [rows, drawn, scale, width, height, props.locale, props.openHours]);

  useEffect(() => {
    const made = control.current;
    if (!made || drawnBars.current === bars) return;
    redraw(made, drawnBars.current, bars, latest.current.scale);
    drawnBars.current = bars;
    restoreFocus(holder.current, active.current);
  }, [bars]);

  // A notice above the timeline changes its height, which draws every bar anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each of these, bars are new
  useEffect(() => {
    const timer = setTimeout(() => restoreFocus(holder.current, active.current), REDRAWN_MS);
    return () => clearTimeout(timer);
  }, [bars, rows, drawn, width, height]);

  const focusBar = (bar: Bar) => {
    active.current = bar.id;
    const made = control.current;
    const found = made?.events.find(bar.id);
    if (made && found) {
      made.events.scrollIntoView?.(found);
      requestAnimationFrame(() => restoreFocus(holder.current, bar.id, true));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const bar = barUnder(event.target, bars);
    const intent = bar && intentOf(event);
    if (!intent) return;
    event.preventDefault();
    if (intent.kind === "go") {
      const next = neighbourOf(
        bars,
        rows.map(({ id }) => id),
        bar,
        intent.direction,
      );
      if (next) focusBar(next);
    } else if (bar.isMovable) {
      if (intent.kind === "nudge") props.onNudge(bar, intent.steps * STEP_MINUTES);
      else props.onMoveDialog(bar);
    }
  };
  const look = (target: EventTarget | null) => {
    const bar = control.current?.dragInProgress() ? null : barUnder(target, bars);
    const box = bar && (target as HTMLElement).closest(".ss_bar")?.getBoundingClientRect();
    setPeek(bar && box ? { appointment: bar.appointment, box } : null);
  };

  return (
    <section
      ref={useMergedRef(holder, sizeRef)}
      className="ss_holder"
      aria-label={label}
      data-by={scale.isByHour ? "hour" : "day"}
      style={markedEvery(scale, drawn)}
      onKeyDown={onKeyDown}
      onMouseOver={(event) => look(event.target)}
      onMouseLeave={() => setPeek(null)}
      onMouseDownCapture={() => setPeek(null)}
      onFocus={(event) => {
        const bar = barUnder(event.target, bars);
        if (bar) active.current = bar.id;
        if (event.target.matches(":focus-visible")) look(event.target);
      }}
      onBlur={() => setPeek(null)}
    >
      <div />
      {peek && <BarCard peek={peek} zone={props.zone} locale={props.locale} />}
    </section>
  );
}

/** What is looked at from its beginning, or from today, when it changes. */
function rangeOf({ firstDay, dayCount }: DrawnTime, isWide: boolean): string {
  return `${firstDay} ${dayCount} ${isWide}`;
}

function markedEvery({ markHours }: Scale, { hourCount }: DrawnTime): CSSProperties {
  return { "--mark": `${(markHours / hourCount) * 100}%` } as CSSProperties;
}

function barUnder(target: EventTarget | null, bars: Bar[]): Bar | null {
  const id = (target as HTMLElement | null)?.closest<HTMLElement>(".ss_bar")?.dataset.bar;
  return bars.find((bar) => bar.id === id) ?? null;
}

/** Changes only the bars that changed, or draws all anew when that is cheaper. */
function redraw(control: DayPilot.Scheduler, before: Bar[], after: Bar[], scale: Scale): void {
  const old = new Map(before.map((bar) => [bar.id, bar]));
  const kept = new Set(after.map(({ id }) => id));
  const gone = before.filter(({ id }) => !kept.has(id));
  const changed = after.filter((bar) => !isSame(old.get(bar.id), bar));
  if (gone.length + changed.length > MANY) {
    control.update({ events: after.map((bar) => eventOf(bar, scale)) });
    return;
  }
  for (const { id } of gone) control.events.remove(id);
  for (const bar of changed) {
    if (old.has(bar.id)) control.events.update(eventOf(bar, scale));
    else control.events.add(eventOf(bar, scale));
  }
}

function isSame(before: Bar | undefined, after: Bar): boolean {
  return (
    !!before &&
    before.appointment === after.appointment &&
    before.start === after.start &&
    before.end === after.end &&
    before.isFresh === after.isFresh &&
    before.isMovable === after.isMovable &&
    before.isResizable === after.isResizable
  );
}

function restoreFocus(holder: HTMLElement | null, id: string | null, force = false): void {
  if (!holder || !id) return;
  const isLost = document.activeElement === document.body || force;
  for (const bar of holder.querySelectorAll<HTMLElement>(".ss_bar")) {
    bar.tabIndex = bar.dataset.bar === id ? 0 : -1;
    if (bar.dataset.bar === id && isLost) bar.focus();
  }
}
