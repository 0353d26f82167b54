"""When resources are there and when they are not, in moments: what the timeline shades."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Closure, Resource
from smoothschedule.scheduling.permissions import VIEW_ALL_CALENDARS
from smoothschedule.scheduling.queries.busy_sources import busy_within
from smoothschedule.scheduling.queries.exceptions import time_off_within
from smoothschedule.scheduling.queries.occupied import Moments
from smoothschedule.scheduling.queries.schedules import Schedule, schedules
from smoothschedule.scheduling.rules import problem as rules
from smoothschedule.scheduling.rules.intervals import common
from smoothschedule.scheduling.rules.presence import closed_ranges, presence
from smoothschedule.scheduling.rules.wall_clock import zone_named


def working_times(work: Work, within: Moments) -> dict[str, Any]:
    """For each active resource that the caller may see, when it is there within [from, to),
    and what takes hours away, each with its name or reason: closures, time off, and calendars
    kept elsewhere."""
    places = {row.id: row.location_id for row in work.session.execute(_resources(work))}
    found = schedules(work, places, within)
    asked = int(within[0].timestamp()), int(within[1].timestamp())
    items = [
        {"resource_id": id, "windows": _spans(_present(schedule, asked))}
        for id, schedule in found.items()
    ]
    ids = list(found)
    away = [
        *_closed(work, places, found, asked),
        *_away(work, ids, within),
        *_elsewhere(work, ids, within),
    ]
    return {"items": items, "away": away}


def _resources(work: Work) -> Any:
    query = select(Resource.id, Resource.location_id).where(Resource.is_active)
    if not work.actor.may(VIEW_ALL_CALENDARS):
        query = query.where(Resource.id == work.actor.resource_id)
    return query.order_by(Resource.position, Resource.id)


def _present(schedule: Schedule, asked: rules.Interval) -> list[rules.Interval]:
    zone = zone_named(schedule.time_zone)
    return common(presence(schedule.calendar(), zone, asked).present, [asked])


def _closed(
    work: Work,
    places: dict[UUID, UUID],
    found: dict[UUID, Schedule],
    asked: rules.Interval,
) -> Iterator[dict[str, Any]]:
    closures = work.session.scalars(
        select(Closure).where(Closure.location_id.in_({places[id] for id in found}))
    ).all()
    for id, schedule in found.items():
        for closure in closures:
            if closure.location_id != places[id]:
                continue
            days = rules.Closure(closure.starts_on, closure.ends_on, closure.repeats_yearly)
            ranges = closed_ranges((days,), zone_named(schedule.time_zone), asked)
            for span in _spans(common(ranges, [asked])):
                named = {"id": closure.id, "kind": "closure", "label": closure.name}
                yield {"resource_id": id, **named, **span}


def _away(work: Work, ids: list[UUID], within: Moments) -> Iterator[dict[str, Any]]:
    for entry in time_off_within(work, ids, within):
        yield {
            "resource_id": entry.resource_id,
            "id": entry.id,
            "kind": "time_off",
            "label": entry.reason,
            "starts_at": entry.starts_at,
            "ends_at": entry.ends_at,
        }


def _elsewhere(work: Work, ids: list[UUID], within: Moments) -> Iterator[dict[str, Any]]:
    for entry in busy_within(work, ids, within):
        yield {
            "resource_id": entry.resource_id,
            "id": entry.id,
            "kind": "busy",
            "label": entry.name,
            "starts_at": entry.starts_at,
            "ends_at": entry.ends_at,
        }


def _spans(ranges: Iterable[rules.Interval]) -> list[dict[str, datetime]]:
    return [
        {
            "starts_at": datetime.fromtimestamp(start, UTC),
            "ends_at": datetime.fromtimestamp(end, UTC),
        }
        for start, end in ranges
    ]
