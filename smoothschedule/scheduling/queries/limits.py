"""Which days and weeks the limits of a service have filled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Appointment
from smoothschedule.scheduling.queries.service_facts import ServiceFacts
from smoothschedule.scheduling.rules import problem as rules
from smoothschedule.scheduling.rules.intervals import merged
from smoothschedule.scheduling.rules.limits import Period, spent
from smoothschedule.scheduling.rules.wall_clock import zone_named

#: A week in any zone that holds a moment lies within this of it.
_WEEK = timedelta(days=9)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many in a period, of everybody or of the customer alone."""

    most: int
    period: Period
    is_customers: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a service that concern a booking for this customer, if one is known."""

    service_id: UUID
    customer_id: UUID | None
    each: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A booking of the service: when it starts, and for whom."""

    start: int
    customer_id: UUID | None


def limits_of(service: ServiceFacts, customer_id: UUID | None) -> Limits:
    """What limits bookings of the service for this customer."""
    named = [(service.max_per_day, Period.DAY, False)]
    if customer_id is not None:
        named += [
            (service.customer_max_per_day, Period.DAY, True),
            (service.customer_max_per_week, Period.WEEK, True),
        ]
    known = tuple(Limit(most, period, whose) for most, period, whose in named if most is not None)
    return Limits(service.id, customer_id, known)


def bookings_counted(
    work: Work, limits: Limits, asked: tuple[datetime, datetime], *, moving: UUID | None
) -> list[Counted]:
    """The bookings that count in the days and weeks of starts within `asked`.

    What was called off, turned down or ran out counts as nothing, nor does what is `moving`.
    """
    if not limits.each:
        return []
    query = select(Appointment.starts_at, Appointment.customer_id).where(
        Appointment.service_id == limits.service_id,
        Appointment.starts_at > asked[0] - _WEEK,
        Appointment.starts_at < asked[1] + _WEEK,
        Appointment.is_blocking,
        ~Appointment.is_session,
        or_(Appointment.state != "hold", Appointment.hold_expires_at > work.now),
    )
    if moving is not None:
        query = query.where(
            Appointment.id != moving, Appointment.session_id.is_distinct_from(moving)
        )
    return [
        Counted(int(row.starts_at.timestamp()), row.customer_id)
        for row in work.session.execute(query)
    ]


def used_up(limits: Limits, counted: list[Counted], time_zone: str) -> tuple[rules.Interval, ...]:
    """The days and weeks in which no more may start, by the calendar of that zone."""
    zone = zone_named(time_zone)
    full: list[rules.Interval] = []
    for limit in limits.each:
        starts = (
            each.start
            for each in counted
            if not limit.is_customers or each.customer_id == limits.customer_id
        )
        full += spent(starts, limit.most, limit.period, zone)
    return tuple(merged(full))
