"""How much of the time in which people and rooms are there is booked.

Open time comes from the same expansion of hours as every booking: weekly hours, days that
differ, closures and time off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Resource
from smoothschedule.scheduling.queries.reports import Asked, Sums, booked_minutes
from smoothschedule.scheduling.queries.schedules import Schedule, schedules
from smoothschedule.scheduling.rules.intervals import common
from smoothschedule.scheduling.rules.presence import presence
from smoothschedule.scheduling.rules.reports import By, start_of
from smoothschedule.scheduling.rules.wall_clock import instant_on, local_day, zone_named

Line = UUID | None


def used_time(work: Work, asked: Asked, *, by: By) -> dict[tuple[Line, date | None], Sums]:
    """Booked and open minutes by line and period; None stands for all periods.

    Without a resource asked for, or a line for each, it is about staff alone: a room that is
    free while nobody works is no loss. What a service takes is set against all open time.
    """
    found: dict[tuple[Line, date | None], dict[str, int]] = defaultdict(
        lambda: {"booked_minutes": 0, "open_minutes": 0}
    )
    query = _resources(asked, by)
    places = dict(
        iter(work.session.execute(query.with_only_columns(Resource.id, Resource.location_id)))
    )
    services: set[Line] = set()
    for (one, place, what, when), taken in booked_minutes(work, asked, query).items():
        line = {By.RESOURCE: one, By.LOCATION: place, By.SERVICE: what}.get(by)
        services.add(what)
        for key in ((line, when), (line, None)):
            found[key]["booked_minutes"] += taken
    for id, schedule in schedules(work, places, asked.span()).items():
        for day, minutes in _open(schedule, asked):
            when = start_of(day, asked.period)
            for line in _lines(by, id, places[id], services):
                for key in ((line, when), (line, None)):
                    found[key]["open_minutes"] += minutes
    return dict(found)


def _lines(by: By, id: UUID, place: UUID, services: Iterable[Line]) -> Iterable[Line]:
    if by is By.SERVICE:
        return services
    return ({By.RESOURCE: id, By.LOCATION: place}.get(by),)


def _resources(asked: Asked, by: By) -> Select[Any]:
    query = select(Resource.id).where(Resource.is_active)
    if asked.location_id is not None:
        query = query.where(Resource.location_id == asked.location_id)
    if asked.resource_id is not None:
        return query.where(Resource.id == asked.resource_id)
    return query if by is By.RESOURCE else query.where(Resource.kind == "staff")


def _open(schedule: Schedule, asked: Asked) -> Iterator[tuple[date, int]]:
    """Open minutes of each local day."""
    zone, days = zone_named(schedule.time_zone), asked.days
    first = instant_on(days.first, 0, zone)
    span = first, instant_on(days.last, 1440, zone)
    for start, end in common(presence(schedule.calendar(), zone, span).present, [span]):
        yield from _by_day(start, end, zone)


def _by_day(start: int, end: int, zone: ZoneInfo) -> Iterator[tuple[date, int]]:
    while start < end:
        day = local_day(start, zone)
        until = min(end, instant_on(day, 1440, zone))
        yield day, (until - start) // 60
        start = max(until, start + 1)
