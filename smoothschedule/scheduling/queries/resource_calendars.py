"""When resources work and what occupies them, by one statement for any number of them.

Whoever books asks after locking the resources, so that the hours cannot change between the
answer and the booking.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, true

from smoothschedule.core.db import own_rows
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.queries.occupied import (
    Moments,
    Times,
    busy,
    busy_by_name,
    occupied,
    occupied_values,
)
from smoothschedule.scheduling.queries.schedules import (
    Schedule,
    schedule_of,
    schedule_rows,
    schedule_values,
)
from smoothschedule.scheduling.rules.problem import ResourceCalendar


def calendars(work: Work, ids: Collection[UUID], within: Moments) -> dict[UUID, ResourceCalendar]:
    """The calendars of those that are active, complete for starts and ends within the range.

    That something is booked is told, not what.
    """
    found = _found(work, ids, within, by_name=False)
    return {each.resource_id: each.calendar(busy(times)) for each, times in found}


def calendars_by_name(
    work: Work, ids: Collection[UUID], within: Moments, *, class_id: UUID, moving: UUID | None
) -> dict[UUID, ResourceCalendar]:
    """The same with the appointments and what shares their time; of sessions of the class, with
    the seats that are taken there, those of `moving` aside."""
    found = _found(work, ids, within, by_name=True)
    of_each = busy_by_name(work, [times for _, times in found], class_id=class_id, moving=moving)
    return {
        each.resource_id: each.calendar(by) for (each, _), by in zip(found, of_each, strict=True)
    }


def _found(
    work: Work, ids: Collection[UUID], within: Moments, *, by_name: bool
) -> list[tuple[Schedule, Times]]:
    if not ids:
        return []
    values = schedule_values(ids, within) | occupied_values(work, within)
    rows = own_rows(work.session, _rows(by_name=by_name), values)
    count = len(occupied(by_name=by_name).c)
    return [(schedule_of(row), row[-count:]) for row in rows]


@cache
def _rows(*, by_name: bool) -> Select[Any]:
    """Put together once: every question about free time asks it."""
    times = occupied(by_name=by_name)
    return schedule_rows().add_columns(*times.c).join(times, true())
