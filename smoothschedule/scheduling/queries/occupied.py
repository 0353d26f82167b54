"""When resources are occupied by appointments.

Of each resource its times as arrays of whole seconds: thousands of bookings cost little more
than one. A hold that has run out occupies nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    FromClause,
    bindparam,
    cast,
    func,
    select,
)

from smoothschedule.core.db import written
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Allocation, Appointment, Resource
from smoothschedule.scheduling.queries.seats import seats_taken
from smoothschedule.scheduling.rules.problem import Busy

#: No appointment with its buffers spans more (a CHECK says so), so none that began earlier counts.
LONGEST = timedelta(hours=72)
Moments: TypeAlias = tuple[datetime, datetime]
#: A row of `occupied`: its arrays, or nulls.
Times: TypeAlias = Sequence[Sequence[Any] | None]


@cache
def run_out() -> tuple[ColumnElement[bool], ...]:
    """The appointment at hand is a hold that is over, though nobody has said so yet.

    Wants `now`.
    """
    over = Appointment.hold_expires_at <= bindparam("now", type_=DateTime(timezone=True))
    return Appointment.state == written("hold"), over


@cache
def occupied(*, by_name: bool) -> FromClause:
    """Of the resource at hand one row: four arrays, of starts, ends, and both with buffers; by
    name two more, of appointments and of what shares their time. Nulls where nothing is.

    Wants `occupied_values`.
    """
    names = (Allocation.appointment_id, Allocation.share_key) if by_name else ()
    stale = select(Appointment.id).where(*run_out())
    return (
        select(*map(func.array_agg, (*_times(), *names)))
        .where(
            Allocation.tenant_id == Resource.tenant_id,
            Allocation.resource_id == Resource.id,
            Allocation.starts_at > bindparam("started_after"),
            Allocation.starts_at < bindparam("started_before"),
            Allocation.blocking,
            Allocation.busy_until > bindparam("busy_after"),
            Allocation.busy_from < bindparam("busy_before"),
            Allocation.appointment_id.not_in(stale),
        )
        .correlate(Resource)
        .lateral("occupied")
    )


def occupied_values(work: Work, within: Moments) -> dict[str, Any]:
    """What `occupied` has to be told: which time, and when it is now."""
    start, end = within
    return {
        "now": work.now,
        "busy_after": start,
        "busy_before": end,
        "started_after": start - LONGEST,
        "started_before": end + LONGEST,
    }


def busy(columns: Times) -> list[Busy]:
    """The row of `occupied`; nothing is said of what it is by."""
    return [_busy(times) for times in _rows(columns)]


def busy_by_name(
    work: Work,
    of_each: Collection[Times],
    *,
    class_id: UUID,
    moving: UUID | None,
) -> Iterator[list[Busy]]:
    """The rows of `occupied` by name, one for each; of sessions of the class also the seats that
    are taken there, those of `moving` aside."""
    found = [list(_rows(columns)) for columns in of_each]
    sessions = {id for rows in found for *_, id, share_key in rows if share_key == class_id}
    seats = seats_taken(work, sessions, without=moving)
    for rows in found:
        yield [
            _busy(times, appointment_id, share_key, seats=seats.get(appointment_id, 0))
            for *times, appointment_id, share_key in rows
        ]


def _rows(columns: Times) -> Iterator[Sequence[Any]]:
    return zip(*(column or () for column in columns), strict=True)


def _busy(
    times: Sequence[int],
    booking: UUID | None = None,
    service: UUID | None = None,
    *,
    seats: int = 0,
) -> Busy:
    start, end, busy_from, busy_until = times
    return Busy(start, end, start - busy_from, busy_until - end, booking, service, seats)


def _times() -> tuple[Any, ...]:
    row = Allocation
    return tuple(
        cast(func.floor(func.date_part(written("epoch"), moment)), BigInteger)
        for moment in (row.starts_at, row.ends_at, row.busy_from, row.busy_until)
    )
