"""A series of appointments: which moments its rule books, and where a change moves each.

Everything repeats what the clock on the wall shows, so nine o'clock stays nine o'clock over an
offset change, and a series moved by an hour is moved by an hour of that clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from smoothschedule.scheduling.rules.recurrence import (
    RecurrenceError,
    Series,
    is_endless,
    occurrences,
)
from smoothschedule.scheduling.rules.wall_clock import instant, zone_named

#: Start and end.
Span = tuple[datetime, datetime]
MOST: Final = 366
"""So many appointments at most are made of one rule."""
ENDLESS_FOR: Final = timedelta(days=366)
"""How far a rule that names no end is followed."""


class SeriesError(ValueError):
    """No series can be made of it, and the message says why in one line."""


class TooManyError(SeriesError):
    """The rule ends, but only after more appointments than a series has."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The starts in order; `is_bounded` when the rule itself would have gone on for ever."""

    starts: tuple[datetime, ...]
    is_bounded: bool


def planned(first: datetime, rule: str, time_zone: str, *, length: timedelta) -> Plan:
    """The starts that the rule makes from `first` on, on the wall clock of the zone.

    Raises SeriesError for a rule that cannot be followed, makes none, or makes appointments
    that would overlap each other; TooManyError for one that makes more than MOST.
    """
    wall = first.astimezone(zone_named(time_zone)).replace(tzinfo=None)
    try:
        found = occurrences(Series(time_zone, wall, rule), limit=MOST)
        endless = is_endless(rule)
    except RecurrenceError as error:
        raise SeriesError(str(error)) from error
    if found.is_cut and not endless:
        raise TooManyError(f"a series has at most {MOST} appointments")
    starts = tuple(datetime.fromtimestamp(second, UTC) for second in found.starts)
    if endless:
        starts = tuple(start for start in starts if start < first + ENDLESS_FOR)
    if not starts:
        raise SeriesError("the rule makes no appointment at all")
    if any(later - earlier < length for earlier, later in pairwise(starts)):
        raise SeriesError("the appointments of this rule would overlap each other")
    return Plan(starts, endless)


def wall_delta(before: datetime, after: datetime, time_zone: str) -> timedelta:
    """How far the clock on the wall moves from one moment to the other."""
    zone = zone_named(time_zone)
    return _wall(after, zone) - _wall(before, zone)


def shifted(starts: Sequence[datetime], delta: timedelta, time_zone: str) -> list[datetime]:
    """Each moment with the clock on the wall moved by `delta`."""
    zone = zone_named(time_zone)
    return [
        datetime.fromtimestamp(instant(_wall(start, zone) + delta, zone), UTC) for start in starts
    ]


def moved(
    spans: Sequence[Span], delta: timedelta, time_zone: str, *, length: timedelta | None = None
) -> list[Span]:
    """Each start with the clock on the wall moved by `delta`; each takes as long as it did, or
    all as long as `length` says."""
    starts = shifted([start for start, _ in spans], delta, time_zone)
    return [
        (start, start + (length or until - since))
        for start, (since, until) in zip(starts, spans, strict=True)
    ]


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
