"""The days that a report is about: parted into days, weeks or months, and set beside others."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final


class Period(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class By(StrEnum):
    """What each line of a report is about."""

    NOTHING = "nothing"
    SERVICE = "service"
    RESOURCE = "resource"
    LOCATION = "location"


class Compare(StrEnum):
    """What days a report is set beside."""

    NOTHING = "nothing"
    PREVIOUS = "previous"
    YEAR = "year"


#: So many days a report can be about, by what they are parted into.
MOST_DAYS: Final = {Period.DAY: 100, Period.WEEK: 400, Period.MONTH: 1_100}
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """From the first day to the last one, both included."""

    first: date
    last: date

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def buckets(self, period: Period) -> list[date]:
        """The first day of each day, week (from Monday) or month that has any of them."""
        found, day = [], start_of(self.first, period)
        while day <= self.last:
            found.append(day)
            day = _next(day, period)
        return found

    def compared(self, how: Compare) -> Days | None:
        """The days before them, as many or as many whole months; or the same a year ago."""
        if how is Compare.NOTHING:
            return None
        if how is Compare.YEAR:
            return Days(_months_later(self.first, -12), _months_later(self.last, -12))
        if self.is_whole_months():
            months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
            first = _months_later(self.first, -months - 1)
            return Days(first, self.first - _DAY)
        return Days(self.first - _DAY * len(self), self.first - _DAY)

    def is_whole_months(self) -> bool:
        return self.first.day == 1 and (self.last + _DAY).day == 1


def start_of(day: date, period: Period) -> date:
    """The first day of the day's week or month, or itself."""
    if period is Period.MONTH:
        return day.replace(day=1)
    return day - _DAY * day.weekday() if period is Period.WEEK else day


def _next(day: date, period: Period) -> date:
    if period is Period.MONTH:
        return _months_later(day, 1)
    return day + (timedelta(days=7) if period is Period.WEEK else _DAY)


def _months_later(day: date, months: int) -> date:
    """The same day of another month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
