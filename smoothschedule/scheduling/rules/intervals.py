"""Half-open intervals of whole numbers.

What is called *ranges* here is in order, each longer than nothing, and none touches the next:
that is what `merged` makes and what the others expect and keep.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from smoothschedule.scheduling.rules.problem import Interval

FOREVER = 2**62
"""Later than any moment, in seconds; its negative is earlier than any."""


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The ranges that hold exactly what any of `intervals` holds."""
    ranges: list[Interval] = []
    for start, end in sorted(intervals):
        if end <= start:
            continue
        if ranges and start <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(ranges[-1][1], end))
        else:
            ranges.append((start, end))
    return ranges


def without(ranges: Sequence[Interval], cuts: Sequence[Interval]) -> list[Interval]:
    """What `ranges` hold and `cuts` do not; both are ranges."""
    left: list[Interval] = []
    first = 0
    for start, end in ranges:
        while first < len(cuts) and cuts[first][1] <= start:
            first += 1
        position, at = start, first
        while at < len(cuts) and cuts[at][0] < end:
            if position < cuts[at][0]:
                left.append((position, cuts[at][0]))
            position = cuts[at][1]
            at += 1
        if position < end:
            left.append((position, end))
    return left


def common(ranges: Sequence[Interval], others: Sequence[Interval]) -> list[Interval]:
    """What both hold; both are ranges."""
    shared: list[Interval] = []
    at = other = 0
    while at < len(ranges) and other < len(others):
        start = max(ranges[at][0], others[other][0])
        end = min(ranges[at][1], others[other][1])
        if start < end:
            shared.append((start, end))
        if ranges[at][1] < others[other][1]:
            at += 1
        else:
            other += 1
    return shared


def pieces(windows: Iterable[Interval], ranges: Sequence[Interval]) -> list[Interval]:
    """Each of `windows`, which need not be ranges themselves, cut to what `ranges` hold."""
    cut: list[Interval] = []
    for start, end in windows:
        at = max(bisect_right(ranges, (start, FOREVER)) - 1, 0)
        while at < len(ranges) and ranges[at][0] < end:
            piece = max(start, ranges[at][0]), min(end, ranges[at][1])
            if piece[0] < piece[1]:
                cut.append(piece)
            at += 1
    return cut


def holds(ranges: Sequence[Interval], start: int, end: int) -> bool:
    """Whether one of `ranges` holds all of [start, end)."""
    at = bisect_right(ranges, (start, FOREVER)) - 1
    return at >= 0 and end <= ranges[at][1]


def fitting(
    starts: Sequence[int], ranges: Sequence[Interval], first: int, last: int
) -> Sequence[int]:
    """Those of `starts`, which are in order, for which one of `ranges` holds all of
    [start + first, start + last)."""
    found: list[int] = []
    at = 0
    for begins, ends in ranges:
        at = bisect_left(starts, begins - first, at)
        until = bisect_right(starts, ends - last, at)
        found += starts[at:until]
        at = until
    return found


def overlaps(interval: Interval, other: Interval) -> bool:
    """Whether the two share any time."""
    return interval[0] < other[1] and other[0] < interval[1]
