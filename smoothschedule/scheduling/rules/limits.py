"""How many bookings a day or a week may hold, and which days and weeks are used up."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from smoothschedule.scheduling.rules.intervals import merged
from smoothschedule.scheduling.rules.problem import Interval
from smoothschedule.scheduling.rules.wall_clock import instant_on, local_day


class Period(StrEnum):
    """What is counted together: a local day, or a week from its Monday."""

    DAY = "day"
    WEEK = "week"

    @property
    def length(self) -> timedelta:
        return timedelta(days=7 if self is Period.WEEK else 1)

    def beginning(self, day: date) -> date:
        """The first day of the period that `day` lies in."""
        return day - timedelta(days=day.weekday()) if self is Period.WEEK else day


def spent(starts: Iterable[int], most: int, period: Period, zone: ZoneInfo) -> list[Interval]:
    """From midnight to midnight the days or weeks in which already `most` bookings start."""
    counted = Counter(period.beginning(local_day(start, zone)) for start in starts)
    return merged(
        (instant_on(first, 0, zone), instant_on(first + period.length, 0, zone))
        for first, count in counted.items()
        if count >= most
    )
