"""All resources of a question side by side: who of them could take a start, or why nobody can."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from smoothschedule.scheduling.rules.assignment import can_assign
from smoothschedule.scheduling.rules.availability import Availability, availability
from smoothschedule.scheduling.rules.problem import Interval, Problem, Refusal, Rule, Slot

_FURTHEST_TO_NEAREST: Final = (
    Rule.RESOURCE_MISSING,
    Rule.TOO_FAR,
    Rule.OUTSIDE_HOURS,
    Rule.CLOSED,
    Rule.TIME_OFF,
    Rule.SLOT_TAKEN,
    Rule.CAPACITY,
    Rule.BUFFER,
)

Grids: TypeAlias = list[tuple[Availability, Sequence[int]]]
"""Candidates, each with starts to try, in order."""


@dataclass(frozen=True, slots=True)
class Board:
    """For each requirement the availability of its candidates, within one span of time."""

    problem: Problem
    rows: tuple[tuple[Availability, ...], ...]

    def slot(self, start: int, first: Sequence[Availability]) -> Slot | None:
        """The slot at `start` if one of each requirement is free, the first among `first`."""
        rows = (first, *self.rows[1:])
        return self._slot(start, [[each for each in row if each.takes(start)] for row in rows])

    def slots(self, grids: Grids) -> Iterator[Slot]:
        """What `slot` finds at every start of the grids, in order; all at once, so that it
        costs no look into each resource for each start."""
        first = _by_start(grids)
        every = sorted(first)
        others = [_by_start((each, every) for each in row) for row in self.rows[1:]]
        for start in every:
            slot = self._slot(start, [row.get(start, []) for row in (first, *others)])
            if slot is not None:
                yield slot

    def _slot(self, start: int, rows: Sequence[Sequence[Availability]]) -> Slot | None:
        """The slot at `start` of those who are free then, a row for each requirement."""
        candidates = tuple(tuple(each.id for each in row) for row in rows)
        if not can_assign(candidates):
            return None
        end = start + self.problem.service.duration
        return Slot(start, end, candidates, _seats_left(rows, start))

    def refusal(self, start: int) -> Refusal | None:
        """The first requirement that cannot be met at `start`, and how close it came."""
        for place, row in enumerate(self.rows):
            rules = [each.refusal(start) for each in row]
            if None not in rules:
                broken = [rule for rule in rules if rule is not None]
                nearest = max(broken, key=_FURTHEST_TO_NEAREST.index, default=Rule.RESOURCE_MISSING)
                return Refusal(nearest, place)
        return None if self.slot(start, self.rows[0]) else Refusal(Rule.RESOURCE_MISSING)


def _by_start(grids: Iterable[tuple[Availability, Sequence[int]]]) -> dict[int, list[Availability]]:
    """Who takes each of the starts that anybody takes."""
    takers: dict[int, list[Availability]] = {}
    for candidate, starts in grids:
        for start in candidate.among(starts):
            takers.setdefault(start, []).append(candidate)
    return takers


def _seats_left(rows: Sequence[Sequence[Availability]], start: int) -> int | None:
    """As many as fit with whoever has most room, at the requirement where that is least."""
    if not any(each.obstacles.capacity for row in rows for each in row):
        return None
    most = ([each.seats_left(start) for each in row] for row in rows)
    room = [max(left) for row in most if (left := [seats for seats in row if seats is not None])]
    return min(room, default=None)


def board_for(problem: Problem, span: Interval) -> Board:
    """The board of the problem's resources, complete for starts and ends within `span`."""
    rows = (
        tuple(
            availability(calendar, problem, span, place=place)
            for calendar in requirement.candidates
        )
        for place, requirement in enumerate(problem.requirements)
    )
    return Board(problem, tuple(rows))
