"""The occurrences of a series: RFC 5545 rules on wall-clock time.

A rule repeats what the clock on the wall shows; only then does each wall time become a moment,
by the same policy as everywhere (`wall_clock`). So nine o'clock stays nine o'clock over an
offset change, and COUNT counts wall times, also those that an exception takes away.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile
from typing import Final

from dateutil.rrule import rrule, rrulestr

from smoothschedule.scheduling.rules.wall_clock import instant, utc_second, zone_named

MAX_OCCURRENCES: Final = 10_000

_FIRST_YEAR, _LAST_YEAR = 1900, 8999
_SUB_DAILY = {"HOURLY", "MINUTELY", "SECONDLY"}
# Of these a rule within the day may step over years before it finds a day, or never find one.
_NOT_SUB_DAILY = {"BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYEASTER", "BYSETPOS"}
_UTC_MOMENT = re.compile(r"\d{8}T\d{6}Z", re.ASCII)
_MARGIN = timedelta(days=2)


class RecurrenceError(ValueError):
    """The rule cannot be followed, and the message says why in one line."""


@dataclass(frozen=True, slots=True)
class Series:
    """A series on the wall clock of `time_zone`; none of its times carries a zone itself.

    `rule` is the value of an RRULE, None for a single occurrence. `added` are further wall
    times (RDATE), `removed` wall times that do not take place (EXDATE).
    """

    time_zone: str
    first: datetime
    rule: str | None = None
    added: tuple[datetime, ...] = ()
    removed: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Occurrences:
    """UTC seconds in order, each once; `is_cut` when the series goes on beyond the limit."""

    starts: tuple[int, ...]
    is_cut: bool


def occurrences(series: Series, *, limit: int = MAX_OCCURRENCES) -> Occurrences:
    """The moments of the series, of its rule at most the first `limit`.

    A wall time that RFC 5545 would skip (31 February) does not occur; one that the zone
    skips moves later by the gap. Two that come to the same moment are one.
    Raises RecurrenceError or UnknownZoneError.
    """
    zone = zone_named(series.time_zone)
    for wall in (series.first, *series.added, *series.removed):
        _check_wall(wall)
    ruled, is_cut = _rule_starts(series, limit)
    wanted = {*ruled, *(instant(wall, zone) for wall in series.added)}
    unwanted = {instant(wall, zone) for wall in series.removed}
    return Occurrences(tuple(sorted(wanted - unwanted)), is_cut)


def is_endless(rule: str) -> bool:
    """Whether the rule names no end; raises RecurrenceError for what is no rule."""
    return not {"COUNT", "UNTIL"} & _parts(rule).keys()


def _rule_starts(series: Series, limit: int) -> tuple[list[int], bool]:
    zone = zone_named(series.time_zone)
    if series.rule is None:
        return [instant(series.first, zone)], False
    parts = _parts(series.rule)
    last = _last_second(parts)
    walls = _followed(_parsed(parts, series.first))
    starts = (instant(wall, zone) for wall in walls)
    found = list(islice((start for start in starts if last is None or start <= last), limit + 1))
    return found[:limit], len(found) > limit


def _followed(rule: Iterable[datetime]) -> Iterator[datetime]:
    """The wall times up to the last year; dateutil finds some contradictions only here."""
    try:
        yield from takewhile(lambda wall: wall.year <= _LAST_YEAR, rule)
    except ValueError as error:
        raise RecurrenceError("the parts of the rule contradict each other") from error


def _parts(rule: str) -> dict[str, str]:
    """The rule's parts by name, in upper case, with what would never end refused."""
    text = rule.strip().upper().removeprefix("RRULE:")
    parts: dict[str, str] = {}
    for part in text.split(";"):
        name, equals, value = part.partition("=")
        if not (equals and value and re.fullmatch(r"[A-Z]+", name)) or name in parts:
            raise RecurrenceError(f"{part!r} is no part of a recurrence rule")
        parts[name] = value
    _check_counts(parts)
    if parts.get("FREQ") in _SUB_DAILY and _NOT_SUB_DAILY & parts.keys():
        names = ", ".join(sorted(_NOT_SUB_DAILY & parts.keys()))
        raise RecurrenceError(f"FREQ={parts['FREQ']} does not go with {names}")
    return parts


def _check_counts(parts: dict[str, str]) -> None:
    for name in ("INTERVAL", "COUNT"):
        if not re.fullmatch(r"0*[1-9]\d{0,8}", parts.get(name, "1"), re.ASCII):
            raise RecurrenceError(f"{name} is a whole number from 1")
    if "COUNT" in parts and "UNTIL" in parts:
        raise RecurrenceError("a rule ends by COUNT or by UNTIL, not by both")


def _last_second(parts: dict[str, str]) -> int | None:
    """The moment UNTIL names, when it is given in UTC; the rule then only needs to reach it.

    Wall time and UTC do not run in step, so the rule is followed a little further than that
    and what comes after the moment is dropped.
    """
    until = parts.get("UNTIL", "")
    if not _UTC_MOMENT.fullmatch(until):
        return None
    try:
        moment = datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        _check_wall(moment.replace(tzinfo=None))
    except ValueError as error:
        raise RecurrenceError(f"UNTIL={until} is no moment between 1900 and 8999") from error
    parts["UNTIL"] = (moment + _MARGIN).strftime("%Y%m%dT%H%M%S")
    return utc_second(moment)


def _parsed(parts: dict[str, str], first: datetime) -> rrule:
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    try:
        rule = rrulestr(text, dtstart=first)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise RecurrenceError(f"{text!r} is no recurrence rule") from error
    if not isinstance(rule, rrule):
        raise RecurrenceError(f"{text!r} is more than one recurrence rule")
    return rule


def _check_wall(wall: datetime) -> None:
    if wall.tzinfo is not None:
        raise RecurrenceError(f"{wall.isoformat()} carries an offset; write the wall time alone")
    if not _FIRST_YEAR <= wall.year <= _LAST_YEAR:
        raise RecurrenceError("the times of a series lie between the years 1900 and 8999")
