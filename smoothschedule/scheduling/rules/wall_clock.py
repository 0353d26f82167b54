"""Between the wall clock of a zone and UTC seconds.

A wall time that does not exist moves later by the gap; one that happens twice is the first.
Both are what a `datetime` with fold=0 means: it takes the offset from before the change.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from smoothschedule.scheduling.rules.problem import DAY_MINUTES

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_CLOCK = re.compile(r"([01]\d|2[0-4]):([0-5]\d)", re.ASCII)


class UnknownZoneError(ValueError):
    """The name is no time zone."""


def zone_named(name: str) -> ZoneInfo:
    """The IANA zone of that name, or UnknownZoneError."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError) as error:
        raise UnknownZoneError(f"no time zone is called {name!r}") from error


def minute_of_day(text: str) -> int:
    """Minutes after midnight of "HH:MM", where "24:00" is the end of the day."""
    match = _CLOCK.fullmatch(text)
    minute = int(match[1]) * 60 + int(match[2]) if match else DAY_MINUTES + 1
    if minute > DAY_MINUTES:
        raise ValueError(f"{text!r} is no time of day: write HH:MM, up to 24:00")
    return minute


def instant(wall: datetime, zone: ZoneInfo) -> int:
    """The UTC second at which a clock in `zone` shows `wall` (which carries no zone)."""
    return int(wall.replace(tzinfo=zone, fold=0).timestamp())


def instant_on(day: date, minute: int, zone: ZoneInfo) -> int:
    """The UTC second of that minute of that local day; minute 1440 is the next midnight."""
    return instant(datetime.combine(day, time()) + timedelta(minutes=minute), zone)


def local_day(second: int, zone: ZoneInfo) -> date:
    """The calendar day in `zone` at that UTC second."""
    return datetime.fromtimestamp(second, zone).date()


def local_seconds(second: int, zone: ZoneInfo) -> int:
    """What the clock in `zone` shows, counted as if it were UTC."""
    return int(datetime.fromtimestamp(second, zone).replace(tzinfo=UTC).timestamp())


def utc_second(moment: datetime) -> int:
    """The whole UTC second that `moment` (which carries its zone) lies in."""
    return (moment - _EPOCH) // _SECOND


def next_utc_second(moment: datetime) -> int:
    """The first whole UTC second that is not before `moment`."""
    return -((_EPOCH - moment) // _SECOND)
