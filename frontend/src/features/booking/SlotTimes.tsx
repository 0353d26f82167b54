import type { Slot } from "../../api/generated/api.schemas";
import { messageOf } from "../../api/problem";
import { timeText, zoneText } from "../../lib/format";
import { minutesOf } from "../../lib/zones";
import { Button } from "../../ui/light/Button";
import { Notice } from "../../ui/light/Notice";
import classes from "./SlotPicker.module.css";

interface SlotTimesProps {
  slots: Slot[];
  zone: string;
  locale: string;
  isLoading: boolean;
  error: unknown;
  hasDay: boolean;
  capacity: number | null;
  nextMonth: string;
  busySlot: Slot | null;
  onPick: (slot: Slot) => void;
  onRetry: () => void;
  onNextMonth: () => void;
}

const PARTS = [
  { name: "Morning", until: 12 * 60 },
  { name: "Afternoon", until: 17 * 60 },
  { name: "Evening", until: 24 * 60 + 1 },
];

function partsOf(slots: Slot[], zone: string) {
  let from = 0;
  return PARTS.map(({ name, until }) => {
    const lower = from;
    from = until;
    return {
      name,
      slots: slots.filter((slot) => {
        const minutes = minutesOf(slot.starts_at, zone);
        return minutes >= lower && minutes < until;
      }),
    };
  }).filter((part) => part.slots.length > 0);
}

function leftText(left: number, capacity: number | null): string {
  const of = capacity === null ? "" : ` of ${capacity}`;
  return `${left}${of} ${left === 1 && !of ? "seat" : "seats"} left`;
}

export function SlotTimes(props: SlotTimesProps) {
  const { slots, zone, locale, isLoading, error, hasDay, nextMonth } = props;
  if (isLoading) {
    return (
      <div className={classes.list} aria-busy="true">
        <span className="visually-hidden">Looking for free times</span>
        {Array.from({ length: 6 }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
          <div key={at} className={classes.skeleton} />
        ))}
      </div>
    );
  }
  if (error && slots.length === 0) {
    return (
      <Notice
        tone="danger"
        title={messageOf(error)}
        actions={<Button onClick={props.onRetry}>Try again</Button>}
      />
    );
  }
  if (slots.length === 0) {
    return (
      <div className={classes.empty} role="status">
        <p>{hasDay ? "Nothing is free on this day any more." : "Nothing is free this month."}</p>
        {!hasDay && <Button onClick={props.onNextMonth}>See {nextMonth}</Button>}
      </div>
    );
  }
  const parts = partsOf(slots, zone);
  return (
    <div className={classes.day}>
      {parts.map((part) => (
        <div key={part.name} className={classes.group}>
          <p className={classes.part}>{part.name}</p>
          <ul className={classes.list}>
            {part.slots.map((slot) => (
              <li key={slot.starts_at}>
                <button
                  type="button"
                  className={classes.slot}
                  aria-busy={props.busySlot?.starts_at === slot.starts_at || undefined}
                  onClick={() => props.onPick(slot)}
                >
                  <time dateTime={slot.starts_at}>{timeText(slot.starts_at, zone, locale)}</time>
                  <span className={classes.zone}>{zoneText(slot.starts_at, zone, locale)}</span>
                  {slot.seats_left !== null && (
                    <span className={classes.seats}>
                      {leftText(slot.seats_left, props.capacity)}
                    </span>
                  )}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
