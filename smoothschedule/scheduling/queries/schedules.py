"""When resources work: weekly hours, days that differ, closures of their place, time off, and
what calendars kept elsewhere say.

One statement for any number of resources. Whoever books asks after locking the resources, so
that the hours cannot change between the answer and the booking.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Date,
    ScalarSelect,
    Select,
    Text,
    Uuid,
    any_,
    bindparam,
    cast,
    extract,
    func,
    or_,
    select,
)

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import (
    AvailabilityWindow,
    BusyTime,
    Closure,
    DateOverride,
    DateOverrideWindow,
    Location,
    Resource,
    TimeOff,
)
from smoothschedule.scheduling.models.time_off import LONGEST_TIME_OFF
from smoothschedule.scheduling.rules import problem as rules

#: Local days and UTC days differ by less; a window of a day before may still run.
_MARGIN = timedelta(days=3)
_FIRST, _LAST = bindparam("first", type_=Date), bindparam("last", type_=Date)


@dataclass(frozen=True, slots=True)
class Schedule:
    """What decides when one resource works, in the forms of the rules."""

    resource_id: UUID
    time_zone: str
    weekly: dict[int, tuple[rules.Window, ...]] = field(default_factory=dict)
    overrides: dict[date, tuple[rules.Window, ...]] = field(default_factory=dict)
    closures: tuple[rules.Closure, ...] = ()
    time_off: tuple[rules.Interval, ...] = ()

    def calendar(self, busy: Iterable[rules.Busy] = ()) -> rules.ResourceCalendar:
        """The resource's calendar, with what occupies it."""
        return rules.ResourceCalendar(
            id=self.resource_id,
            time_zone=self.time_zone,
            weekly=self.weekly,
            overrides=self.overrides,
            closures=self.closures,
            time_off=self.time_off,
            busy=tuple(busy),
        )


def schedules(
    work: Work, ids: Iterable[UUID], within: tuple[datetime, datetime]
) -> dict[UUID, Schedule]:
    """The schedules of those that are active, complete for starts and ends within the range."""
    found = work.session.execute(schedule_rows(), schedule_values(ids, within))
    return {row.id: schedule_of(row) for row in found}


def schedule_values(ids: Iterable[UUID], within: tuple[datetime, datetime]) -> dict[str, Any]:
    """What `schedule_rows` has to be told."""
    start, end = within[0] - _MARGIN, within[1] + _MARGIN
    values = {"ids": list(ids), "start": start, "end": end}
    return values | {"first": start.date(), "last": end.date(), "started": start - LONGEST_TIME_OFF}


@cache
def schedule_rows() -> Select[Any]:
    """One row for each of the resources that are active, for `schedule_of`."""
    return (
        select(
            Resource.id,
            Location.time_zone,
            _weekly().label("weekly"),
            _overrides().label("overrides"),
            _closures().label("closures"),
            _away(TimeOff).label("time_off"),
            _away(BusyTime).label("elsewhere"),
        )
        .join(Resource.location)
        .where(
            Resource.id == any_(bindparam("ids", type_=ARRAY(Uuid))),
            Resource.is_active,
            Location.is_active,
        )
    )


def schedule_of(row: Any) -> Schedule:
    """The schedule in the row."""
    weekly: dict[int, list[rules.Window]] = defaultdict(list)
    for weekday, opens, closes in sorted(row.weekly or ()):
        weekly[weekday].append(rules.Window(opens, closes))
    overrides: dict[date, list[rules.Window]] = defaultdict(list)
    for day, opens, closes in row.overrides or ():
        windows = overrides[date.fromisoformat(day)]
        if opens is not None:
            windows.append(rules.Window(opens, closes))
    return Schedule(
        resource_id=row.id,
        time_zone=row.time_zone,
        weekly={weekday: tuple(windows) for weekday, windows in weekly.items()},
        overrides={day: tuple(windows) for day, windows in overrides.items()},
        closures=tuple(
            rules.Closure(date.fromisoformat(first), date.fromisoformat(last), is_yearly)
            for first, last, is_yearly in row.closures or ()
        ),
        time_off=tuple(
            (start, end) for start, end in (*(row.time_off or ()), *(row.elsewhere or ()))
        ),
    )


def _all(parts: Any, *conditions: Any) -> ScalarSelect[Any]:
    """The parts of each row that belongs to the resource at hand, as one JSON list."""
    return (
        select(func.jsonb_agg(func.jsonb_build_array(*parts)))
        .where(*conditions)
        .correlate(Resource)
        .scalar_subquery()
    )


def _weekly() -> ScalarSelect[Any]:
    window = AvailabilityWindow
    return _all(
        (window.weekday, window.opens_minute, window.closes_minute),
        window.tenant_id == Resource.tenant_id,
        window.resource_id == Resource.id,
    )


def _overrides() -> ScalarSelect[Any]:
    day, window = DateOverride, DateOverrideWindow
    parts = cast(day.on_day, Text), window.opens_minute, window.closes_minute
    return (
        select(func.jsonb_agg(func.jsonb_build_array(*parts)))
        .select_from(day)
        .outerjoin(window, (window.tenant_id == day.tenant_id) & (window.override_id == day.id))
        .where(
            day.tenant_id == Resource.tenant_id,
            day.resource_id == Resource.id,
            day.on_day.between(_FIRST, _LAST),
        )
        .correlate(Resource)
        .scalar_subquery()
    )


def _closures() -> ScalarSelect[Any]:
    closed = Closure
    return _all(
        (cast(closed.starts_on, Text), cast(closed.ends_on, Text), closed.repeats_yearly),
        closed.tenant_id == Resource.tenant_id,
        closed.location_id == Resource.location_id,
        closed.starts_on <= _LAST,
        or_(closed.repeats_yearly, closed.ends_on >= _FIRST),
    )


def _away(away: type[TimeOff] | type[BusyTime]) -> Any:
    """Time off, or what a calendar kept elsewhere takes: to the rules it is the same."""
    return _all(
        (
            func.floor(extract("epoch", away.starts_at)),
            func.ceil(extract("epoch", away.ends_at)),
        ),
        away.tenant_id == Resource.tenant_id,
        away.resource_id == Resource.id,
        away.starts_at > bindparam("started"),
        away.starts_at < bindparam("end"),
        away.ends_at > bindparam("start"),
    )
