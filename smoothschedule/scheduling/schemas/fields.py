"""Fields that only scheduling needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any

import marshmallow as ma

from smoothschedule.core.schemas import EARLIEST, LATEST, Text

_CLOCK = re.compile(r"^([01]\d|2[0-3]):([0-5]\d)$|^24:00$")
_COLOR = re.compile(r"^#[0-9a-f]{6}$")


class Color(Text):
    """A colour as #rrggbb, lower case."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min=7, max=7, **kwargs)
        self.validators.append(
            ma.validate.Regexp(_COLOR, error="Write the colour as #rrggbb, please.")
        )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return super()._deserialize(value, attr, data, **kwargs).lower()


class ClockTime(ma.fields.Field[int]):
    """Minutes since midnight, written HH:MM; 24:00 is the end of the day."""

    def __init__(self, **kwargs: Any) -> None:
        shape = {"type": "string", "pattern": _CLOCK.pattern, "example": "09:00"}
        super().__init__(metadata=shape, **kwargs)

    def _serialize(self, value: int | None, *args: Any, **kwargs: Any) -> str | None:
        return None if value is None else f"{value // 60:02}:{value % 60:02}"

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> int:
        if not isinstance(value, str) or not _CLOCK.match(value):
            raise ma.ValidationError("Write the time as HH:MM, please, 24:00 at most.")
        return int(value[:2]) * 60 + int(value[3:])


class Day(ma.fields.Date):
    """A calendar day, YYYY-MM-DD, of the years 2000 to 2199."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> date:
        day: date = super()._deserialize(value, *args, **kwargs)
        if not EARLIEST.date() <= day < LATEST.date():
            raise ma.ValidationError("The year must lie between 2000 and 2200.")
        return day


def opens_first(window: dict[str, Any]) -> None:
    """A window closes after it opens; raises ValidationError."""
    if window["opens_minute"] >= window["closes_minute"]:
        raise ma.ValidationError("It must close after it opens; split a night at 24:00.", "closes")


def no_overlap(windows: Iterable[tuple[int, int]], field: str) -> None:
    """No two windows of a day share time; raises ValidationError."""
    for before, after in pairwise(sorted(windows)):
        if after[0] < before[1]:
            raise ma.ValidationError("Two windows of one day overlap.", field)
