import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { dayText } from "../../lib/format";
import { addDays, weekdayOf } from "../../lib/zones";
import { Icon } from "./Icon";
import classes from "./MonthCalendar.module.css";
import { addMonths, type Month, monthOf, weeksOf } from "./month";

interface MonthCalendarProps {
  month: Month;
  selected: string | null;
  today: string;
  locale: string;
  isWaiting?: boolean;
  /** Days before today can be chosen too, to look back. */
  allowsPast?: boolean;
  /** How many times are free on a day; 0 makes the day unavailable. Without it every day is. */
  freeOn?: (day: string) => number;
  onMonth: (month: Month) => void;
  onSelect: (day: string) => void;
}

const STEPS: Record<string, (day: string) => string> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  Home: (day) => addDays(day, -weekdayOf(day)),
  End: (day) => addDays(day, 6 - weekdayOf(day)),
  PageUp: (day) => addDays(day, -28),
  PageDown: (day) => addDays(day, 28),
};

/** A month by buttons: arrows move by day and week, Page keys by four weeks. */
export function MonthCalendar(props: MonthCalendarProps) {
  const { month, selected, today, locale, isWaiting, allowsPast, freeOn, onMonth, onSelect } =
    props;
  const earliest = allowsPast ? "" : today;
  const grid = useRef<HTMLTableElement>(null);
  const [cursor, setCursor] = useState(selected ?? `${month}-01`);
  const [moved, setMoved] = useState(0);
  const first = `${month}-01` < earliest ? today : `${month}-01`;
  const active = monthOf(cursor) === month && cursor >= first ? cursor : (selected ?? first);
  const weeks = weeksOf(month, earliest);

  useEffect(() => {
    if (moved) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [moved]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const next = step(active);
    if (next < earliest) return;
    setCursor(next);
    setMoved((count) => count + 1);
    if (monthOf(next) !== month) onMonth(monthOf(next));
  };

  return (
    <section aria-label="Choose a day">
      <div className={classes.head}>
        <h2 className={classes.title} aria-live="polite">
          {dayText(`${month}-01`, locale, "month")}
        </h2>
        <div className={classes.nav}>
          <button
            type="button"
            aria-label="Previous month"
            disabled={month <= monthOf(earliest)}
            onClick={() => onMonth(addMonths(month, -1))}
          >
            <Icon name="chevronLeft" />
          </button>
          <button
            type="button"
            aria-label="Next month"
            onClick={() => onMonth(addMonths(month, 1))}
          >
            <Icon name="chevronRight" />
          </button>
        </div>
      </div>
      <table
        ref={grid}
        className={`${classes.grid} ${isWaiting ? classes.waiting : ""}`}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th key={day} scope="col" abbr={dayText(day, locale, "long").split(",")[0]}>
                {dayText(day, locale, "weekday")}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day}>
                  {monthOf(day) === month && (
                    <DayButton
                      day={day}
                      locale={locale}
                      free={freeOn ? freeOn(day) : null}
                      isToday={day === today}
                      isSelected={day === selected}
                      isActive={day === active}
                      onSelect={onSelect}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface DayButtonProps {
  day: string;
  locale: string;
  free: number | null;
  isToday: boolean;
  isSelected: boolean;
  isActive: boolean;
  onSelect: (day: string) => void;
}

function DayButton({ day, locale, free, isToday, isSelected, isActive, onSelect }: DayButtonProps) {
  const look = [
    classes.day,
    free !== null && free > 0 && classes.free,
    isToday && classes.today,
    isSelected && classes.selected,
  ];
  const isOff = free === 0;
  return (
    <button
      type="button"
      className={look.filter(Boolean).join(" ")}
      tabIndex={isActive ? 0 : -1}
      aria-label={dayText(day, locale, "long") + countText(free)}
      aria-pressed={isSelected}
      aria-disabled={isOff || undefined}
      aria-current={isToday ? "date" : undefined}
      onClick={() => !isOff && onSelect(day)}
    >
      {Number(day.slice(8))}
    </button>
  );
}

function countText(free: number | null): string {
  if (free === null) return "";
  if (free === 0) return ", no free times";
  return free === 1 ? ", 1 free time" : `, ${free} free times`;
}
