"""Reading when somebody is busy out of an iCalendar file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from icalendar import Calendar

from smoothschedule.scheduling.rules.busy import Entry, TooManyError
from smoothschedule.scheduling.rules.recurrence import Series

MOST_ENTRIES: Final = 20_000
_DAY: Final = timedelta(days=1)


class FormatError(ValueError):
    """The file is no calendar."""


@dataclass(frozen=True, slots=True)
class Read:
    """The entries during which its owner is busy, and how many made no sense."""

    entries: list[Entry]
    skipped: int


def entries_in(file: bytes, zone: ZoneInfo) -> Read:
    """What the file says; times without a zone and whole days are meant in `zone`.

    Cancelled and free ("transparent") entries are none. Raises FormatError or TooManyError.
    """
    events, others = _components(file)
    if len(events) + len(others) > MOST_ENTRIES:
        raise TooManyError
    moved = _moved(events, zone)
    found: list[Entry] = []
    skipped = 0
    for part in (*events, *others):
        try:
            found.extend(
                _periods(part) if part.name == "VFREEBUSY" else _entries(part, zone, moved)
            )
        except (ValueError, TypeError, AttributeError, OverflowError, KeyError):
            skipped += 1
    return Read(found, skipped)


def _moved(events: Iterable[Any], zone: ZoneInfo) -> dict[str, set[datetime]]:
    """By UID, the moments of series at which something else takes place, or nothing."""
    moved: dict[str, set[datetime]] = defaultdict(set)
    for event in events:
        if "RECURRENCE-ID" in event:
            value = event["RECURRENCE-ID"].dt
            whole = value if isinstance(value, datetime) else datetime.combine(value, time())
            moment = whole if whole.tzinfo else whole.replace(tzinfo=zone)
            moved[str(event.get("UID", ""))].add(moment)
    return moved


def _entries(event: Any, zone: ZoneInfo, moved: dict[str, set[datetime]]) -> Iterator[Entry]:
    if _is_busy(event):
        yield _entry(event, zone, moved.get(str(event.get("UID", "")), set()))


def _components(file: bytes) -> tuple[list[Any], list[Any]]:
    if b"BEGIN:VCALENDAR" not in file[:4096].upper():
        raise FormatError
    try:
        calendars = Calendar.from_ical(file.decode("utf-8", "replace"), multiple=True)
    except (ValueError, TypeError, IndexError, KeyError, AttributeError) as error:
        raise FormatError from error
    walked = [part for calendar in calendars for part in calendar.walk()]
    return (
        [part for part in walked if part.name == "VEVENT"],
        [part for part in walked if part.name == "VFREEBUSY"],
    )


def _is_busy(event: Any) -> bool:
    said = (event.get("STATUS"), event.get("TRANSP"), event.get("X-MICROSOFT-CDO-BUSYSTATUS"))
    return not {"CANCELLED", "TRANSPARENT", "FREE"} & {str(each).upper() for each in said if each}


def _entry(event: Any, zone: ZoneInfo, moved: set[datetime]) -> Entry:
    start = event["DTSTART"].dt
    own = _zone_of(start, zone)
    rule = event.get("RRULE")
    is_single = rule is None or "RECURRENCE-ID" in event
    series = Series(
        time_zone=own.key,
        first=_wall(start, own),
        rule=None if is_single else rule.to_ical().decode(),
        added=tuple(_wall(each, own) for each in _listed(event.get("RDATE"))),
        removed=()
        if is_single
        else (
            *(_wall(each, own) for each in _listed(event.get("EXDATE"))),
            *(moment.astimezone(own).replace(tzinfo=None) for moment in moved),
        ),
    )
    return _lasting(event, start, series)


def _lasting(event: Any, start: date | datetime, series: Series) -> Entry:
    end = event["DTEND"].dt if "DTEND" in event else None
    length = event["DURATION"].dt if "DURATION" in event else None
    if not isinstance(start, datetime):
        span = (end - start) if end is not None else length or _DAY
        return Entry(series, 0, days=max(1, span.days))
    if end is not None:
        length = _aware(end, series) - _aware(start, series)
    seconds = int((length or timedelta()).total_seconds())
    if seconds < 0:
        raise ValueError("It ends before it begins.")
    return Entry(series, seconds)


def _aware(moment: Any, series: Series) -> datetime:
    whole = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    return whole if whole.tzinfo else whole.replace(tzinfo=ZoneInfo(series.time_zone))


def _periods(freebusy: Any) -> Iterator[Entry]:
    values = freebusy.get("FREEBUSY", [])
    for value in values if isinstance(values, list) else [values]:
        if str(value.params.get("FBTYPE", "BUSY")).upper() == "FREE":
            continue
        for period in getattr(value, "dts", [value]):
            start, end = period.dt
            until = start + end if isinstance(end, timedelta) else end
            first = start.astimezone(UTC).replace(tzinfo=None)
            yield Entry(Series("UTC", first), int((until - start).total_seconds()))


def _listed(values: Any) -> Iterable[Any]:
    for value in values if isinstance(values, list) else [values] if values else []:
        yield from (each.dt for each in value.dts)


def _zone_of(start: date | datetime, zone: ZoneInfo) -> ZoneInfo:
    """The zone that the entry repeats in: its own where it names one, else the place's."""
    own = start.tzinfo if isinstance(start, datetime) else None
    if own is UTC or (own is not None and str(own) == "UTC"):
        return ZoneInfo("UTC")
    return own if isinstance(own, ZoneInfo) and own.key else zone


def _wall(value: Any, zone: ZoneInfo) -> datetime:
    """What the clock there shows; a date is its midnight, a period its start."""
    if isinstance(value, tuple):
        value = value[0]
    if not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value.astimezone(zone).replace(tzinfo=None) if value.tzinfo else value
