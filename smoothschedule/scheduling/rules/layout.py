"""The grid of starts laid over a board, whether they are free or not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Final

from smoothschedule.scheduling.rules.availability import Availability
from smoothschedule.scheduling.rules.blocking import with_buffers
from smoothschedule.scheduling.rules.board import Board, Grids, board_for
from smoothschedule.scheduling.rules.grids import optimized_starts, window_starts
from smoothschedule.scheduling.rules.intervals import FOREVER, common, merged, pieces
from smoothschedule.scheduling.rules.problem import (
    Grid,
    Interval,
    Problem,
    RangeTooLongError,
    ResourceCalendar,
)

DAY: Final = 24 * 60 * 60
MAX_DAYS: Final = 5 * 366
REACH: Final = 8 * DAY
"""How far free ranges are first followed: a week that closes at all has closed by then."""

_WINDOW_REACH: Final = 3 * DAY  # No window is longer, so each that matters is seen whole.


@dataclass(frozen=True, slots=True)
class Layout:
    """A board and, for each candidate of the first requirement, the starts of its own grid."""

    board: Board
    grids: Grids

    def on_grid(self, start: int) -> list[Availability]:
        """Those whose grid the start lies on."""
        return [candidate for candidate, starts in self.grids if start in starts]


def lay_out(problem: Problem, asked: Interval) -> Layout:
    """The board for starts within `asked`, and the grid there, free or not."""
    length = asked[1] - asked[0] + problem.service.duration
    if length > MAX_DAYS * DAY:
        raise RangeTooLongError(f"at most {MAX_DAYS} days are looked at at once")
    if problem.service.grid is Grid.OPTIMIZED:
        return _optimized(problem, asked)
    return _windowed(problem, asked)


def _windowed(problem: Problem, asked: Interval) -> Layout:
    """Each candidate's windows, cut by the working time of every other requirement.

    With segments nothing is cut: the others may come later and leave sooner.
    """
    service = problem.service
    board = board_for(problem, (asked[0] - _WINDOW_REACH, asked[1] + service.duration))
    rows = () if service.segments else board.rows[1:]
    others = [_together(each.presence.working for each in row) for row in rows]
    grids: Grids = []
    for candidate in board.rows[0]:
        windows = reduce(pieces, others, candidate.presence.windows)
        grids.append((candidate, sorted(set(window_starts(windows, service.step, asked)))))
    return Layout(board, grids)


def _optimized(problem: Problem, asked: Interval) -> Layout:
    """Each candidate's free ranges, where every other requirement has somebody free too.

    A range is followed beyond `asked` to where it really begins (or to the earliest start
    there can be) and ends, so that the grid does not depend on the range asked about.
    """
    earliest = problem.now + problem.service.lead
    left = min(asked[0], max(earliest, asked[0] - REACH))
    right = asked[1] + problem.service.duration + REACH
    last_fact = min(max(_last_fact(problem), right), right + MAX_DAYS * DAY)
    while True:
        board = board_for(problem, (left, right))
        ranges = [_free_together(board, each, (left, right)) for each in board.rows[0]]
        is_cut_left = left > earliest and _is_cut(ranges, asked, left)
        is_cut_right = right <= last_fact + 2 * REACH and _is_cut(ranges, asked, right)
        if not (is_cut_left or is_cut_right):
            break
        reach = right - left
        left = max(earliest, left - reach) if is_cut_left else left
        right = right + reach if is_cut_right else right
    grids: Grids = []
    for candidate, free in zip(board.rows[0], ranges, strict=True):
        endless = [(start, FOREVER if end == right else end) for start, end in free]
        found = optimized_starts(endless, problem.service, candidate.zone, asked)
        grids.append((candidate, sorted(set(found))))
    return Layout(board, grids)


def _free_together(board: Board, first: Availability, span: Interval) -> list[Interval]:
    others = [_together(each.free for each in row) for row in board.rows[1:]]
    return reduce(common, others, common(first.free, [span]))


def _is_cut(ranges: Iterable[Sequence[Interval]], asked: Interval, edge: int) -> bool:
    """Whether a range that matters to `asked` runs up against the edge of what was computed."""
    return any(
        edge in (start, end) and start < asked[1] and asked[0] < end
        for free in ranges
        for start, end in free
    )


def _last_fact(problem: Problem) -> int:
    """After this moment only weekly windows shape the free ranges: a yearly closure cut one."""
    facts = [
        fact
        for requirement in problem.requirements
        for calendar in requirement.candidates
        for fact in _ends_of_facts(calendar, problem.end)
    ]
    buffers = problem.service.buffer_before
    return max(facts, default=problem.now) + buffers


def _ends_of_facts(calendar: ResourceCalendar, asked_until: int) -> Iterator[int]:
    yield from (end for _, end in calendar.time_off)
    yield from (with_buffers(busy)[1] for busy in calendar.busy)
    yield from (_well_after(day) for day in calendar.overrides)
    for closure in calendar.closures:
        within_two_years = asked_until + 2 * 366 * DAY
        yield within_two_years if closure.is_yearly else _well_after(closure.last_day)


def _well_after(day: date) -> int:
    """A moment when the day is over in every zone."""
    return (day - date(1970, 1, 1)).days * DAY + 3 * DAY


def _together(ranges: Iterable[Sequence[Interval]]) -> list[Interval]:
    """Where at least one of several has time."""
    return merged(interval for each in ranges for interval in each)
