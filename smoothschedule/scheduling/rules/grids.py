"""Where offered starts lie. Fitting and refusing is not decided here."""

from collections.abc import Iterable, Iterator
from itertools import chain
from zoneinfo import ZoneInfo

from smoothschedule.scheduling.rules.intervals import FOREVER
from smoothschedule.scheduling.rules.problem import Interval, ServiceRules
from smoothschedule.scheduling.rules.wall_clock import local_seconds

_MINUTE = 60
_ROUND_MINUTES = (60, 30, 20, 15, 10, 5)
_FALLBACK_MINUTES = (15, 5)


def window_starts(windows: Iterable[Interval], step: int, asked: Interval) -> Iterator[int]:
    """The starts within `asked`: each window has its own grid, from its own start."""
    return chain.from_iterable(
        range(_next_on_grid(opens, step, asked[0]), min(closes, asked[1]), step)
        for opens, closes in windows
    )


def optimized_starts(
    ranges: Iterable[Interval], service: ServiceRules, zone: ZoneInfo, asked: Interval
) -> Iterator[int]:
    """The starts within `asked`: as many as fit into each range, on round minutes if free.

    The ranges begin no earlier than a booking may. One that ends at FOREVER has no end, so
    that a later first start never costs an appointment.
    """
    for start, end in ranges:
        room = end - start - service.duration
        if room < 0 or start >= asked[1]:
            continue
        slack = service.step - 1 if end == FOREVER else room % service.step
        origin = _round_start(start, slack, service.step, zone)
        first = _next_on_grid(origin, service.step, asked[0])
        yield from range(first, min(end - service.duration + 1, asked[1]), service.step)


def _next_on_grid(origin: int, step: int, at: int) -> int:
    """The first of origin, origin + step, … that is not before `at`."""
    return origin if origin >= at else at + (origin - at) % step


def _round_start(earliest: int, slack: int, step: int, zone: ZoneInfo) -> int:
    """The earliest start within the slack on a round local minute, else `earliest` itself."""
    dividing = [minutes for minutes in _ROUND_MINUTES if step % (minutes * _MINUTE) == 0]
    for minutes in (*dividing[:1], *_FALLBACK_MINUTES):
        start = _next_round(earliest, minutes * _MINUTE, zone)
        if start <= earliest + slack:
            return start
    return earliest


def _next_round(second: int, unit: int, zone: ZoneInfo) -> int:
    """The first UTC second from `second` on whose local clock is a multiple of `unit`."""
    start = second + -local_seconds(second, zone) % unit
    shift = _offset(start, zone) - _offset(second, zone)
    if shift == 0:
        return start
    change = _offset_change(second, start, zone)
    return change + -local_seconds(change, zone) % unit


def _offset(second: int, zone: ZoneInfo) -> int:
    return local_seconds(second, zone) - second


def _offset_change(before: int, after: int, zone: ZoneInfo) -> int:
    """The second at which the offset of `before` gives way to that of `after`."""
    old = _offset(before, zone)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(middle, zone) == old:
            before = middle
        else:
            after = middle
    return after
