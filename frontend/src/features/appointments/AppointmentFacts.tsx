import { Anchor, Group, Text } from "@mantine/core";
import {
  IconCalendar,
  IconCash,
  IconMail,
  IconPhone,
  IconStack2,
  IconUser,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Appointment } from "../../api/generated/api.schemas";
import { useMe } from "../../api/session";
import {
  dayText,
  durationText,
  moneyText,
  namesText,
  seatsText,
  timeRangeText,
  timeText,
  zoneText,
} from "../../lib/format";
import { minutesBetween } from "../../lib/lengths";
import { MAY, may } from "../../lib/permissions";
import { dayOf } from "../../lib/zones";
import { StateBadge } from "../../ui/StateBadge";
import classes from "./AppointmentFacts.module.css";
import { SeriesLine } from "./SeriesLine";

const icon = { size: 18, stroke: 1.7, "aria-hidden": true } as const;

export function AppointmentFacts({
  appointment,
  locale,
}: {
  appointment: Appointment;
  locale: string;
}) {
  const {
    starts_at,
    ends_at,
    time_zone: zone,
    service,
    customer,
    allocations,
    session,
  } = appointment;
  const minutes = minutesBetween(starts_at, ends_at);
  const isHeld = appointment.state === "hold";
  return (
    <div className={classes.facts}>
      <Group justify="space-between" align="start" wrap="nowrap">
        <div>
          <Text component="h2" className={classes.name}>
            <Who appointment={appointment} />
          </Text>
          <span className={classes.service}>
            <i style={{ background: service.color }} />
            {session ? seatsText(session) : service.name} · {durationText(minutes)}
            {appointment.seats > 1 && ` · ${appointment.seats} seats`}
          </span>
        </div>
        <StateBadge of={appointment} />
      </Group>
      <dl className={classes.list}>
        <Fact icon={<IconCalendar {...icon} />} label="When">
          {dayText(dayOf(starts_at, zone), locale, "full")}
          <br />
          <span className="tabular">
            {timeRangeText(starts_at, ends_at, zone, locale)} {zoneText(ends_at, zone, locale)}
          </span>
        </Fact>
        <Fact icon={<IconUser {...icon} />} label="With">
          {namesText(allocations)}
        </Fact>
        {!session && (
          <Fact icon={<IconCash {...icon} />} label="Price">
            {moneyText(appointment.price_minor, appointment.currency, locale)}
            {appointment.addons.length > 0 &&
              `, with ${appointment.addons.map(({ name }) => name).join(", ")}`}
            {appointment.late_fee_minor > 0 &&
              ` · ${moneyText(appointment.late_fee_minor, appointment.currency, locale)} due for the late cancellation`}
          </Fact>
        )}
        {customer?.email && (
          <Fact icon={<IconMail {...icon} />} label="E-mail">
            <Anchor href={`mailto:${customer.email}`}>{customer.email}</Anchor>
          </Fact>
        )}
        {customer?.phone && (
          <Fact icon={<IconPhone {...icon} />} label="Phone">
            <Anchor href={`tel:${customer.phone}`}>{customer.phone}</Anchor>
          </Fact>
        )}
      </dl>
      {appointment.series_id && <SeriesLine appointmentId={appointment.id} locale={locale} />}
      {allocations.some(({ is_overlap }) => is_overlap) && (
        <Text size="sm" className={classes.overlap}>
          <IconStack2 size={16} aria-hidden="true" /> Booked on purpose over another appointment.
        </Text>
      )}
      {isHeld && appointment.hold_expires_at && (
        <Text size="sm" c="dimmed">
          Kept free until {timeText(appointment.hold_expires_at, zone, locale)}{" "}
          {zoneText(appointment.hold_expires_at, zone, locale)} for somebody who has not booked it
          yet. Then it is free again.
        </Text>
      )}
      {appointment.cancel_reason && (
        <Text size="sm" c="dimmed">
          Reason: {appointment.cancel_reason}
        </Text>
      )}
    </div>
  );
}

/** Whose it is, with the way to them for whoever may see customers. */
function Who({ appointment: { customer, session, service, state } }: { appointment: Appointment }) {
  const mayLook = may(useMe(), MAY.viewCustomers);
  if (!customer) return session ? service.name : state === "hold" ? "Held" : "No customer";
  if (!mayLook) return customer.name;
  return (
    <Anchor component={Link} to={`/app/customers?customer=${customer.id}`} inherit c="inherit">
      {customer.name}
    </Anchor>
  );
}

function Fact({ icon: picture, label, children }: FactProps) {
  return (
    <div className={classes.fact}>
      <dt>
        {picture}
        <span className="visually-hidden">{label}</span>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

interface FactProps {
  icon: ReactNode;
  label: string;
  children: ReactNode;
}
