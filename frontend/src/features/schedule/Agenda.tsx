import { Button, UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconArrowDown, IconArrowUp, IconCalendarPlus } from "@tabler/icons-react";
import { type ReactNode, useMemo, useState } from "react";
import type { Appointment } from "../../api/generated/api.schemas";
import { dayText, namesText, timeRangeText, timeText, zoneText } from "../../lib/format";
import { dayOf } from "../../lib/zones";
import { StateBadge } from "../../ui/StateBadge";
import { EmptyState } from "../../ui/States";
import classes from "./Schedule.module.css";
import { customerName } from "./timeline/bars";

interface AgendaProps {
  appointments: Appointment[];
  days: string[];
  zone: string;
  locale: string;
  freshIds: ReadonlySet<string>;
  mayCreate: boolean;
  menuOf: (appointment: Appointment) => ReactNode;
  onOpen: (id: string) => void;
  onCreate: () => void;
}

/** The timeline's twin: the same appointments as a list on phones and a sortable table elsewhere. */
export function Agenda(props: AgendaProps) {
  const isPhone = useMediaQuery("(max-width: 760px)", false, { getInitialValueInEffect: false });
  if (props.appointments.length === 0) {
    return (
      <EmptyState
        icon={IconCalendarPlus}
        title={props.days.length === 1 ? "Nothing is booked on this day." : "Nothing is booked."}
        action={
          props.mayCreate ? <Button onClick={props.onCreate}>New appointment</Button> : undefined
        }
      />
    );
  }
  return isPhone ? <DayList {...props} /> : <AgendaTable {...props} />;
}

function DayList(props: AgendaProps) {
  const { appointments, days, zone, locale, freshIds, menuOf, onOpen } = props;
  return (
    <div className={classes.agenda}>
      {days.map((day) => {
        const own = appointments
          .filter(({ starts_at }) => dayOf(starts_at, zone) === day)
          .sort((a, b) => a.starts_at.localeCompare(b.starts_at));
        return own.length > 0 ? (
          <section key={day} aria-label={dayText(day, locale, "long")}>
            {days.length > 1 && <h2 className={classes.day}>{dayText(day, locale, "long")}</h2>}
            <ul className={classes.list}>
              {own.map((each) => (
                <li key={each.id} className={freshIds.has(each.id) ? classes.fresh : undefined}>
                  <Card appointment={each} zone={zone} locale={locale} onOpen={onOpen} />
                  {menuOf(each)}
                </li>
              ))}
            </ul>
          </section>
        ) : null;
      })}
    </div>
  );
}

interface CardProps {
  appointment: Appointment;
  zone: string;
  locale: string;
  onOpen: (id: string) => void;
}

function Card({ appointment, zone, locale, onOpen }: CardProps) {
  const { id, starts_at, ends_at, service, allocations, state } = appointment;
  const [first, last] = [zoneText(starts_at, zone, locale), zoneText(ends_at, zone, locale)];
  return (
    <button type="button" className={classes.card} onClick={() => onOpen(id)}>
      <span className={classes.cardTime}>
        {timeText(starts_at, zone, locale)}
        {first !== last && ` ${first}`}
        <small>
          {timeText(ends_at, zone, locale)} {last}
        </small>
      </span>
      <span className={classes.stripe} style={{ background: service.color }} />
      <span className={classes.cardText}>
        <strong>{customerName(appointment)}</strong>
        <small>
          {service.name} · {namesText(allocations)}
        </small>
        {state !== "confirmed" && <StateBadge of={appointment} />}
      </span>
    </button>
  );
}

type Column = "starts_at" | "customer" | "service" | "with" | "state";

const COLUMNS: { key: Column; label: string; of: (appointment: Appointment) => string }[] = [
  { key: "starts_at", label: "When", of: ({ starts_at }) => starts_at },
  { key: "customer", label: "Customer", of: customerName },
  { key: "service", label: "Service", of: ({ service }) => service.name },
  { key: "with", label: "With", of: ({ allocations }) => namesText(allocations.slice(0, 1)) },
  { key: "state", label: "State", of: ({ state }) => state },
];

function AgendaTable(props: AgendaProps) {
  const { appointments, zone, locale, freshIds, menuOf, onOpen } = props;
  const [sort, setSort] = useState<{ key: Column; isDown: boolean }>({
    key: "starts_at",
    isDown: false,
  });
  const sorted = useMemo(() => {
    const of = COLUMNS.find(({ key }) => key === sort.key)?.of ?? customerName;
    const way = sort.isDown ? -1 : 1;
    return [...appointments].sort(
      (a, b) => way * of(a).localeCompare(of(b)) || a.starts_at.localeCompare(b.starts_at),
    );
  }, [appointments, sort]);
  return (
    <div className={classes.agenda}>
      <table className={classes.table}>
        <caption className="visually-hidden">Appointments</caption>
        <thead>
          <tr>
            {COLUMNS.map(({ key, label }) => {
              const isSorted = sort.key === key;
              const Arrow = sort.isDown ? IconArrowDown : IconArrowUp;
              return (
                <th
                  key={key}
                  scope="col"
                  aria-sort={isSorted ? (sort.isDown ? "descending" : "ascending") : "none"}
                >
                  <UnstyledButton
                    className={classes.sort}
                    onClick={() => setSort({ key, isDown: isSorted && !sort.isDown })}
                  >
                    {label}
                    {isSorted && <Arrow size={13} aria-hidden="true" />}
                  </UnstyledButton>
                </th>
              );
            })}
            <th scope="col">
              <span className="visually-hidden">Acts</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((each) => (
            <tr key={each.id} className={freshIds.has(each.id) ? classes.fresh : undefined}>
              <td className={classes.when}>
                {dayText(dayOf(each.starts_at, zone), locale, "short")},{" "}
                {timeRangeText(each.starts_at, each.ends_at, zone, locale)}{" "}
                <small>{zoneText(each.ends_at, zone, locale)}</small>
              </td>
              <td>
                <button type="button" className={classes.open} onClick={() => onOpen(each.id)}>
                  {customerName(each)}
                </button>
              </td>
              <td>
                <span className={classes.service}>
                  <i style={{ background: each.service.color }} />
                  {each.service.name}
                </span>
              </td>
              <td>{namesText(each.allocations)}</td>
              <td>
                <StateBadge of={each} />
              </td>
              <td className={classes.menu}>{menuOf(each)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
