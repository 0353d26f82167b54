"""What appointments add up to: one aggregate for all of them, one for each line.

A day is a day of the location where the appointment takes place. Sessions of classes are no
appointments of anybody's; who comes to them is counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Subquery,
    Uuid,
    cast,
    extract,
    func,
    literal_column,
    null,
    select,
    tuple_,
)

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import (
    Allocation,
    Appointment,
    Location,
    holder_of,
)
from smoothschedule.scheduling.queries.occupied import LONGEST
from smoothschedule.scheduling.rules.reports import By, Days, Period
from smoothschedule.scheduling.rules.states import MOVABLE, State

#: Local days and days of UTC differ by less.
MARGIN: Final = timedelta(days=1)
STANDING: Final = (*sorted(MOVABLE), State.IN_PROGRESS)

#: Sums of one line in one period, or of all of it, by name.
Sums = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which appointments a report is about, and how they are parted."""

    days: Days
    period: Period
    by: By = By.NOTHING
    service_id: UUID | None = None
    resource_id: UUID | None = None
    location_id: UUID | None = None

    def span(self) -> tuple[datetime, datetime]:
        """Moments between which every local day of them lies."""
        first, last = self.days.first, self.days.last
        return (
            datetime.combine(first, time(), UTC) - MARGIN,
            datetime.combine(last, time(), UTC) + 2 * MARGIN,
        )


def bucket_of(moment: Any, period: Period) -> ColumnElement[Any]:
    """The first day of the moment's local day, week or month; the query joins the location."""
    local = func.timezone(Location.time_zone, moment)
    return cast(func.date_trunc(literal_column(f"'{period.value}'"), local), Date)


def local_day(moment: Any) -> ColumnElement[Any]:
    """The moment's day where it is; the query joins the location."""
    return cast(func.timezone(Location.time_zone, moment), Date)


def sums(work: Work, asked: Asked, *, by: By) -> dict[tuple[Any, Any], Sums]:
    """What the appointments add up to, by line and period; None stands for all periods."""
    each = _each(asked, by)
    line, bucket = each.c.line, each.c.bucket
    query = select(line, bucket, *_measured(each)).group_by(
        func.grouping_sets(tuple_(line, bucket), tuple_(line))
    )
    return {
        (row["line"], row["bucket"]): dict(row) for row in work.session.execute(query).mappings()
    }


def _each(asked: Asked, by: By) -> Subquery:
    """One row for each appointment; by resource one for each resource that it has."""
    start, end = asked.span()
    starts_at = Appointment.starts_at
    columns = {
        By.NOTHING: cast(null(), Uuid),
        By.SERVICE: Appointment.service_id,
        By.LOCATION: Appointment.location_id,
    }
    query = select(
        bucket_of(starts_at, asked.period).label("bucket"),
        Appointment.state,
        Appointment.price_minor,
        Appointment.late_fee_minor,
        # What is entered after it began was not booked ahead; less than nothing there is not.
        func.greatest(extract("epoch", starts_at - Appointment.created_at) / 3600, 0).label(
            "lead_hours"
        ),
    ).join(Appointment.location)
    if by is By.RESOURCE:
        held = _held(start, end)
        query = query.join(held, held.c.appointment_id == holder_of(Appointment))
        query = query.add_columns(held.c.resource_id.label("line"))
    else:
        query = query.add_columns(columns[by].label("line"))
    return query.where(
        starts_at >= start,
        starts_at < end,
        local_day(starts_at).between(asked.days.first, asked.days.last),
        ~Appointment.is_session,
        Appointment.state.not_in((State.HOLD, State.EXPIRED, State.REJECTED)),
        *_filtered(asked, start, end),
    ).subquery("each")


def _held(start: datetime, end: datetime) -> Subquery:
    """Which resources the appointments had, whether or not they still need them."""
    return (
        select(Allocation.appointment_id, Allocation.resource_id)
        .where(Allocation.starts_at >= start, Allocation.starts_at < end + LONGEST)
        .distinct()
        .subquery("held")
    )


def _filtered(asked: Asked, start: datetime, end: datetime) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.service_id is not None:
        found.append(Appointment.service_id == asked.service_id)
    if asked.location_id is not None:
        found.append(Appointment.location_id == asked.location_id)
    if asked.resource_id is not None:
        with_it = select(Allocation.appointment_id).where(
            Allocation.resource_id == asked.resource_id,
            Allocation.starts_at >= start,
            Allocation.starts_at < end + LONGEST,
        )
        found.append(holder_of(Appointment).in_(with_it))
    return found


def _measured(each: Subquery) -> list[ColumnElement[Any]]:
    state, lead = each.c.state, each.c.lead_hours
    stands = state.in_((*STANDING, State.COMPLETED))
    return [
        func.count().filter(stands).label("booked"),
        func.count().filter(state == State.CANCELLED).label("cancelled"),
        func.count().filter(state == State.COMPLETED).label("completed"),
        func.count().filter(state == State.NO_SHOW).label("missed"),
        func.coalesce(func.sum(each.c.price_minor).filter(state == State.COMPLETED), 0).label(
            "earned_minor"
        ),
        func.coalesce(func.sum(each.c.price_minor).filter(state.in_(STANDING)), 0).label(
            "expected_minor"
        ),
        func.coalesce(func.sum(each.c.late_fee_minor), 0).label("late_fees_minor"),
        func.avg(lead).filter(stands).label("lead_hours"),
        func.percentile_cont(0.5).within_group(lead).filter(stands).label("median_hours"),
    ]


def booked_minutes(
    work: Work, asked: Asked, resource_ids: Select[Any]
) -> dict[tuple[Any, Any, Any, Any], int]:
    """Minutes of these resources that appointments and sessions took, by resource, location,
    service and period."""
    start, end = asked.span()
    minutes = func.sum(extract("epoch", Allocation.ends_at - Allocation.starts_at) / 60)
    bucket = bucket_of(Allocation.starts_at, asked.period)
    keys = Allocation.resource_id, Appointment.location_id, Appointment.service_id
    query = (
        select(*keys, bucket.label("bucket"), minutes)
        .join(
            Appointment,
            (Appointment.tenant_id == Allocation.tenant_id)
            & (Appointment.id == Allocation.appointment_id),
        )
        .join(Appointment.location)
        .where(
            Allocation.resource_id.in_(resource_ids),
            Allocation.blocking,
            Allocation.starts_at >= start,
            Allocation.starts_at < end,
            local_day(Allocation.starts_at).between(asked.days.first, asked.days.last),
            Appointment.state != State.HOLD,
        )
        .group_by(*keys, literal_column("bucket"))
    )
    if asked.service_id is not None:
        query = query.where(Appointment.service_id == asked.service_id)
    rows = work.session.execute(query)
    return {(one, place, what, when): int(taken) for one, place, what, when, taken in rows}
