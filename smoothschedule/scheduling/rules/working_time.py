"""Working time of a resource: its weekly windows and date overrides, as UTC intervals."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from smoothschedule.scheduling.rules.problem import Interval, ResourceCalendar, Window
from smoothschedule.scheduling.rules.wall_clock import instant_on, local_day

_ONE_DAY = timedelta(days=1)


def working_windows(calendar: ResourceCalendar, zone: ZoneInfo, span: Interval) -> list[Interval]:
    """Every window of every local day that `span` may touch, whole and unmerged.

    One local day more is expanded on either side, because an offset change may carry a
    window across midnight. Windows may touch, overlap or repeat each other.
    """
    day = local_day(span[0], zone) - _ONE_DAY
    last_day = local_day(span[1], zone) + _ONE_DAY
    windows: list[Interval] = []
    while day <= last_day:
        for window in _windows_on(calendar, day):
            # Compared on the wall and again in UTC: a gap may turn a window around.
            if window.opens < window.closes:
                opens = instant_on(day, window.opens, zone)
                closes = instant_on(day, window.closes, zone)
                if opens < closes:
                    windows.append((opens, closes))
        day += _ONE_DAY
    return windows


def _windows_on(calendar: ResourceCalendar, day: date) -> tuple[Window, ...]:
    if day in calendar.overrides:
        return calendar.overrides[day]
    return calendar.weekly.get(day.weekday(), ())
