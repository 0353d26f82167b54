"""When resources are occupied by appointments.

One row for each resource, its times as arrays of whole seconds: thousands of bookings cost
little more than one. A hold that has run out occupies nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import BigInteger, Select, bindparam, cast, func, select

from smoothschedule.core.db import written
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Allocation, Appointment
from smoothschedule.scheduling.queries.seats import seats_taken
from smoothschedule.scheduling.rules.problem import Busy

#: No appointment with its buffers spans more (a CHECK says so), so none that began earlier counts.
LONGEST = timedelta(hours=72)
Moments: TypeAlias = tuple[datetime, datetime]


def occupied(work: Work, ids: Collection[UUID], within: Moments) -> dict[UUID, list[Busy]]:
    """When each of these resources is occupied, nothing said of by what."""
    rows = _rows(work, ids, within, by_name=False)
    return {id: list(map(_busy, zip(*times, strict=True))) for id, *times in rows}


def occupied_by_name(
    work: Work, ids: Collection[UUID], within: Moments, *, class_id: UUID, moving: UUID | None
) -> dict[UUID, list[Busy]]:
    """The same with the appointment and what shares its time; of sessions of the class, with
    the seats that are taken there, those of `moving` aside."""
    rows = _rows(work, ids, within, by_name=True)
    sessions = {
        appointment_id
        for *_, appointment_ids, share_keys in rows
        for appointment_id, share_key in zip(appointment_ids, share_keys, strict=True)
        if share_key == class_id
    }
    seats = seats_taken(work, sessions, without=moving)
    return {
        id: [
            _busy(times, appointment_id, share_key, seats=seats.get(appointment_id, 0))
            for *times, appointment_id, share_key in zip(*columns, strict=True)
        ]
        for id, *columns in rows
    }


def _busy(
    times: Sequence[int],
    booking: UUID | None = None,
    service: UUID | None = None,
    *,
    seats: int = 0,
) -> Busy:
    start, end, busy_from, busy_until = times
    return Busy(start, end, start - busy_from, busy_until - end, booking, service, seats)


def _rows(work: Work, ids: Collection[UUID], within: Moments, *, by_name: bool) -> Sequence[Any]:
    if not ids:
        return ()
    values = {
        "ids": list(ids),
        "now": work.now,
        "start": within[0],
        "end": within[1],
        "started_after": within[0] - LONGEST,
        "started_before": within[1] + LONGEST,
    }
    return work.session.execute(_occupied(by_name=by_name), values).all()


def _times() -> tuple[Any, ...]:
    row = Allocation
    return tuple(
        cast(func.floor(func.date_part("epoch", moment)), BigInteger)
        for moment in (row.starts_at, row.ends_at, row.busy_from, row.busy_until)
    )


@cache
def _occupied(*, by_name: bool) -> Select[Any]:
    """Of each resource that is occupied at all within the range, each column as an array."""
    names = (Allocation.appointment_id, Allocation.share_key) if by_name else ()
    columns = (*_times(), *names)
    stale = select(Appointment.id).where(
        Appointment.state == written("hold"), Appointment.hold_expires_at <= bindparam("now")
    )
    return (
        select(Allocation.resource_id, *map(func.array_agg, columns))
        .where(
            Allocation.resource_id.in_(bindparam("ids", expanding=True)),
            Allocation.starts_at > bindparam("started_after"),
            Allocation.starts_at < bindparam("started_before"),
            Allocation.blocking,
            Allocation.busy_until > bindparam("start"),
            Allocation.busy_from < bindparam("end"),
            Allocation.appointment_id.not_in(stale),
        )
        .group_by(Allocation.resource_id)
    )
