"""Where a resource works within a span of time, and what of that closures and time off leave."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from smoothschedule.scheduling.rules.intervals import merged, without
from smoothschedule.scheduling.rules.problem import Closure, Interval, ResourceCalendar
from smoothschedule.scheduling.rules.wall_clock import instant_on, local_day
from smoothschedule.scheduling.rules.working_time import working_windows

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Presence:
    """`windows` are as they were drawn up, `working` merges them, `opened` leaves out closures
    and `present` also time off."""

    windows: list[Interval]
    working: list[Interval]
    opened: list[Interval]
    present: list[Interval]


def presence(calendar: ResourceCalendar, zone: ZoneInfo, span: Interval) -> Presence:
    """Where the resource is, complete for starts and ends within `span`."""
    windows = working_windows(calendar, zone, span)
    working = merged(windows)
    opened = without(working, closed_ranges(calendar.closures, zone, span))
    return Presence(windows, working, opened, without(opened, merged(calendar.time_off)))


def closed_ranges(closures: tuple[Closure, ...], zone: ZoneInfo, span: Interval) -> list[Interval]:
    """From midnight to midnight whatever is closed on the days that `span` may touch."""
    if not closures:
        return []
    first = local_day(span[0], zone) - _ONE_DAY
    last = local_day(span[1], zone) + _ONE_DAY
    days = (each for closure in closures for each in _occasions(closure, first.year, last.year))
    return merged(
        (instant_on(begins, 0, zone), instant_on(ends + _ONE_DAY, 0, zone))
        for begins, ends in days
        if begins <= last and first <= ends
    )


def _occasions(closure: Closure, first_year: int, last_year: int) -> Iterator[tuple[date, date]]:
    """First and last day of each time it takes place from about the one year to the other."""
    if not closure.is_yearly:
        yield closure.first_day, closure.last_day
        return
    years = closure.last_day.year - closure.first_day.year
    for year in range(max(closure.first_day.year, first_year - years), last_year + 1):
        begins = _in_year(closure.first_day, year, on_missing=_ONE_DAY)
        ends = _in_year(closure.last_day, year + years, on_missing=timedelta())
        if begins <= ends:
            yield begins, ends


def _in_year(day: date, year: int, *, on_missing: timedelta) -> date:
    """The same date in that year; 28 February and `on_missing` where there is no 29th."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28) + on_missing
