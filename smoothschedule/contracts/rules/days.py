"""Days and moments as they are written in a contract."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DOTTED: Final = frozenset("cs da de et fi hr lv nb no pl ro ru sk sl tr uk".split())
_SLASHED: Final = frozenset("el es fr it pt vi".split())


def day_in(locale: str, day: date) -> str:
    """ "26 Nov 2026", "26.11.2026", "26/11/2026"; in languages we do not know, 2026-11-26."""
    language = locale.partition("-")[0]
    if locale == "en-US":
        return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    if language in _DOTTED:
        return f"{day:%d.%m.%Y}"
    return f"{day:%d/%m/%Y}" if language in _SLASHED else day.isoformat()


def moment_in(locale: str, moment: datetime, zone: str) -> str:
    """The day and the clock time in the zone."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{day_in(locale, local.date())}, {local:%H:%M}"
