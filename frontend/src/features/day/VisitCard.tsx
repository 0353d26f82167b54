import { Anchor, UnstyledButton } from "@mantine/core";
import { IconPhone } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Appointment } from "../../api/generated/api.schemas";
import { seatsText, timeRangeText, whoText, zoneText } from "../../lib/format";
import { StateBadge } from "../../ui/StateBadge";
import classes from "./Day.module.css";

interface VisitProps {
  appointment: Appointment;
  locale: string;
  onOpen: (id: string) => void;
}

const nameOf = ({ customer, service, session }: Appointment) =>
  customer?.name ?? (session ? `${service.name}, ${seatsText(session)}` : service.name);

function When({ appointment, locale }: Pick<VisitProps, "appointment" | "locale">) {
  const { starts_at, ends_at, time_zone: zone } = appointment;
  return (
    <span className={classes.when}>
      {timeRangeText(starts_at, ends_at, zone, locale)}{" "}
      <small>{zoneText(ends_at, zone, locale)}</small>
    </span>
  );
}

/** The one appointment that matters now, with its acts as large buttons. */
export function VisitCard({
  appointment,
  locale,
  onOpen,
  children,
}: VisitProps & { children: ReactNode }) {
  const { id, customer, service, notes, allocations } = appointment;
  const others = allocations.filter(({ kind }) => kind !== "staff");
  return (
    <article className={classes.card}>
      <div className={classes.cardHead}>
        <When appointment={appointment} locale={locale} />
        <StateBadge of={appointment} />
      </div>
      <UnstyledButton className={classes.name} onClick={() => onOpen(id)}>
        {nameOf(appointment)}
      </UnstyledButton>
      <p className={classes.what}>
        <i style={{ background: service.color }} />
        {[service.name, ...others.map(whoText)].join(" · ")}
      </p>
      {notes && <p className={classes.notes}>{notes}</p>}
      {customer?.phone && (
        <Anchor href={`tel:${customer.phone}`} size="sm" className={classes.phone}>
          <IconPhone size={16} aria-hidden="true" /> {customer.phone}
        </Anchor>
      )}
      <div className={classes.acts}>{children}</div>
    </article>
  );
}

/** One line of a day's list. */
export function VisitRow({
  appointment,
  locale,
  onOpen,
  children,
}: VisitProps & { children: ReactNode }) {
  const { id, service, state, allocations } = appointment;
  const people = allocations.filter(({ kind }) => kind === "staff");
  return (
    <li className={classes.row}>
      <UnstyledButton className={classes.rowText} onClick={() => onOpen(id)}>
        <When appointment={appointment} locale={locale} />
        <span>
          <strong>{nameOf(appointment)}</strong>
          <small>{[service.name, ...people.map(whoText)].join(" · ")}</small>
        </span>
      </UnstyledButton>
      {state !== "confirmed" && <StateBadge of={appointment} />}
      {children}
    </li>
  );
}
