import { type ReactNode, useEffect, useState } from "react";
import type { PublicService, Slot } from "../../api/generated/api.schemas";
import { dayText } from "../../lib/format";
import { dayOf } from "../../lib/zones";
import { MonthCalendar } from "../../ui/light/MonthCalendar";
import { addMonths, monthOf } from "../../ui/light/month";
import classes from "./SlotPicker.module.css";
import { SlotTimes } from "./SlotTimes";
import { StaffChoice } from "./StaffChoice";
import { dayAfterZoneChange } from "./slotDays";
import { useLiveSlots } from "./useLiveSlots";
import { useSlots } from "./useSlots";
import { ZoneSelect } from "./ZoneSelect";

interface SlotPickerProps {
  service: Pick<PublicService, "id" | "staff">;
  zone: string;
  businessZone: string;
  locale: string;
  staffId: string | null;
  /** The booking that gets another time, where it is not a new one. */
  bookingToken?: string;
  /** The day to begin at, where anything is free on it; else the first that has something. */
  around?: string;
  addonIds?: string[];
  /** How many come to a class, and how many seats it has. */
  partySize?: number;
  capacity?: number | null;
  /** Asked before the time, since it may take longer. */
  children?: ReactNode;
  onStaff: (id: string | null) => void;
  onZone: (zone: string) => void;
  onPick: (slot: Slot) => void;
  /** Somebody whom nothing suits may wait, from the day they looked at on. */
  onWait?: (day: string | null) => void;
  busySlot: Slot | null;
}

const NO_ADDONS: string[] = [];

/** Any or one person, then a day, then a time; stays true while others book. */
export function SlotPicker(props: SlotPickerProps) {
  const { service, zone, businessZone, locale, staffId, onStaff, onZone, onPick, busySlot } = props;
  const { addonIds = NO_ADDONS, partySize = 1, capacity = null, children } = props;
  const today = dayOf(Date.now(), zone);
  const around = props.around && props.around > today ? props.around : today;
  const [month, setMonth] = useState(monthOf(around));
  const [chosen, setChosen] = useState<string | null>(null);
  const slots = useSlots({
    serviceId: service.id,
    bookingToken: props.bookingToken,
    staffId,
    addonIds,
    partySize,
    month,
    zone,
  });
  useLiveSlots(service.id, slots.reload);
  const heading = useNewDayFocus(chosen);

  const firstFree = [...slots.days.keys()].find((day) => monthOf(day) === month) ?? null;
  const first = slots.days.has(around) ? around : firstFree;
  const day = [chosen, first].find((each) => each && monthOf(each) === month) ?? firstFree;
  const shown = (day && slots.days.get(day)) || [];

  const changeMonth = (next: string) => {
    setMonth(next);
    setChosen(null);
  };
  const changeZone = (next: string) => {
    if (day) {
      const after = dayAfterZoneChange(shown, day, zone, next);
      setChosen(after);
      setMonth(monthOf(after));
    }
    onZone(next);
  };

  return (
    <div className={classes.picker}>
      <div className={classes.choose}>
        {children}
        {service.staff.length > 0 && (
          <StaffChoice staff={service.staff} selected={staffId} onSelect={onStaff} />
        )}
        <MonthCalendar
          month={month}
          selected={day}
          today={today}
          locale={locale}
          isWaiting={slots.isLoading}
          freeOn={(each) => slots.days.get(each)?.length ?? 0}
          onMonth={changeMonth}
          onSelect={setChosen}
        />
        <ZoneSelect zone={zone} businessZone={businessZone} locale={locale} onChange={changeZone} />
      </div>
      <section className={classes.times} aria-labelledby="times-heading">
        <h2 id="times-heading" ref={heading} tabIndex={-1} className={classes.heading}>
          {day ? dayText(day, locale, "long") : "Times"}
        </h2>
        <SlotTimes
          slots={shown}
          zone={zone}
          locale={locale}
          isLoading={slots.isLoading}
          error={slots.error}
          hasDay={firstFree !== null}
          capacity={capacity}
          nextMonth={dayText(`${addMonths(month, 1)}-01`, locale, "month")}
          busySlot={busySlot}
          onPick={onPick}
          onRetry={slots.reload}
          onNextMonth={() => changeMonth(addMonths(month, 1))}
        />
        {props.onWait && !slots.isLoading && (
          <p className={classes.wait}>
            {shown.length > 0 ? "None of these suits you?" : "Would you rather wait?"}{" "}
            <button type="button" onClick={() => props.onWait?.(day)}>
              Join the waitlist
            </button>
          </p>
        )}
      </section>
    </div>
  );
}

/** After a day is chosen on a phone, the times come into view. */
function useNewDayFocus(day: string | null) {
  const [heading, setHeading] = useState<HTMLHeadingElement | null>(null);
  useEffect(() => {
    if (day && heading && window.matchMedia?.("(max-width: 760px)").matches) {
      heading.scrollIntoView({ block: "start", behavior: "smooth" });
    }
  }, [day, heading]);
  return setHeading;
}
