"""When somebody is busy elsewhere: entries of a calendar become stretches of time.

Values in, values out; reading the file is `ical/busy.py`'s. Recurring entries repeat on the wall
clock of their own zone, whole days lie between the midnights of the place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from smoothschedule.scheduling.rules.intervals import common, merged
from smoothschedule.scheduling.rules.problem import Interval
from smoothschedule.scheduling.rules.recurrence import RecurrenceError, Series, occurrences
from smoothschedule.scheduling.rules.wall_clock import instant, zone_named

#: How far ahead busy times are known: with the day behind, no stretch is longer than a year.
HORIZON: Final = timedelta(days=365)
BEHIND: Final = timedelta(days=1)
LONGEST_ENTRY: Final = timedelta(days=60)
#: More occurrences than these in one file are nobody's calendar.
MOST_OCCURRENCES: Final = 50_000
MOST_STRETCHES: Final = 10_000
_SUB_DAILY: Final = ("HOURLY", "MINUTELY", "SECONDLY")
_STEPS: Final[Mapping[str, int]] = {"DAILY": 1, "WEEKLY": 7}


class Trouble(StrEnum):
    """Why a calendar kept elsewhere could not be read."""

    ADDRESS = "address"
    NAME = "name"
    PRIVATE = "private"
    UNREACHABLE = "unreachable"
    SLOW = "slow"
    REDIRECTS = "redirects"
    LARGE = "large"
    ENCODING = "encoding"
    STATUS = "status"
    FORMAT = "format"
    TOO_MANY = "too_many"
    SEALED = "sealed"


TROUBLES: Final[Mapping[Trouble, str]] = {
    Trouble.ADDRESS: "This is no address that a calendar can be read from.",
    Trouble.NAME: "There is no server of this name.",
    Trouble.PRIVATE: "The address leads into a private network, where we do not look.",
    Trouble.UNREACHABLE: "The server did not answer.",
    Trouble.SLOW: "The server took too long.",
    Trouble.REDIRECTS: "The address leads on and on to others.",
    Trouble.LARGE: "The calendar is too large: 5 MB at most.",
    Trouble.ENCODING: "The server sent the calendar in a form that we do not read.",
    Trouble.STATUS: "The server does not hand the calendar out. Is the address still right?",
    Trouble.FORMAT: "What is there is no calendar in the iCalendar format.",
    Trouble.TOO_MANY: "The calendar has too many entries to read.",
    Trouble.SEALED: "The address can no longer be opened. Please add the calendar again.",
}


class TooManyError(ValueError):
    """The calendar makes more of itself than anybody could be busy."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, with the wall times (without zone) at which it begins and ends.

    `removed` are wall times of `series` that do not take place or were moved. Whole days end
    at a midnight, everything else so many seconds after it began.
    """

    series: Series
    seconds: int
    days: int | None = None


def busy_stretches(entries: Iterable[Entry], *, now: int) -> tuple[list[Interval], int]:
    """Where the entries lie from a day ago to the horizon, merged, and how many entries could
    not be followed. Raises TooManyError."""
    window = (
        now - int(BEHIND.total_seconds()),
        now + int(HORIZON.total_seconds()),
    )
    found: list[Interval] = []
    skipped, left = 0, MOST_OCCURRENCES
    for entry in entries:
        try:
            starts = _starts(entry.series, window, limit=left)
        except (RecurrenceError, ValueError, OverflowError):
            skipped += 1
            continue
        left -= len(starts)
        if left <= 0:
            raise TooManyError
        found.extend(_spans(entry, starts))
    stretches = common(merged(span for span in found if span[0] < span[1]), [window])
    if len(stretches) > MOST_STRETCHES:
        raise TooManyError
    return stretches, skipped


def _starts(series: Series, window: Interval, *, limit: int) -> tuple[int, ...]:
    if series.rule and any(f"FREQ={each}" in series.rule.upper() for each in _SUB_DAILY):
        raise RecurrenceError("more than once a day")
    near = _within(series, window) if series.rule else series
    return occurrences(near, limit=limit).starts


def _spans(entry: Entry, starts: Iterable[int]) -> Iterator[Interval]:
    zone = zone_named(entry.series.time_zone)
    for start in starts:
        if entry.days is None:
            yield start, start + entry.seconds
        else:
            wall = datetime.fromtimestamp(start, zone).replace(tzinfo=None)
            yield start, instant(wall + timedelta(days=entry.days), zone)


def _within(series: Series, window: Interval) -> Series:
    """The same series, followed no further than the window, and from shortly before it where
    that is as easily counted: a rule by days or weeks is the same from any of its own steps on.
    """
    rule = (series.rule or "").upper().removeprefix("RRULE:")
    parts = dict(part.partition("=")[::2] for part in rule.split(";") if part)
    if "COUNT" in parts:
        return series
    last = f"{datetime.fromtimestamp(window[1], UTC) + BEHIND:%Y%m%dT%H%M%SZ}"
    if not parts.get("UNTIL") or parts["UNTIL"][:8] > last[:8]:
        parts["UNTIL"] = last
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    return replace(series, first=_nearer(series, parts, window[0]), rule=text)


def _nearer(series: Series, parts: Mapping[str, str], earliest: int) -> datetime:
    step, interval = _STEPS.get(parts.get("FREQ", "")), parts.get("INTERVAL", "1")
    if step is None or not interval.isdecimal() or int(interval) == 0:
        return series.first
    days = step * int(interval)
    zone = zone_named(series.time_zone)
    # An entry of some weeks may still last when the window begins.
    wall = datetime.fromtimestamp(earliest, zone).replace(tzinfo=None) - LONGEST_ENTRY
    steps = (wall - series.first).days // days - 1
    return series.first + timedelta(days=steps * days) if steps > 0 else series.first
