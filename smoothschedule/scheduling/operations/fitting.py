"""Many starts at once: which of them fit, with whom, and their rows written together.

One question about the whole range decides about all of them. Rows are then written by a single
statement in the order (resource, start), as everybody writes them: so series that meet on the
same calendars never wait for each other in a circle.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Allocation
from smoothschedule.scheduling.operations.limits import lock_limits
from smoothschedule.scheduling.operations.placing import lock_candidates, rows_for
from smoothschedule.scheduling.queries.facts import Question, Site, problems
from smoothschedule.scheduling.queries.occupied import LONGEST
from smoothschedule.scheduling.refusals import ResourceMissing, SlotTaken
from smoothschedule.scheduling.rules import problem as rules
from smoothschedule.scheduling.rules.assignment import choose
from smoothschedule.scheduling.rules.slots import answer

_LONGEST = int(LONGEST.total_seconds())


@dataclass(frozen=True, slots=True)
class Ask:
    """One start that is asked about, for an appointment that may have other resources now."""

    appointment_id: UUID
    starts_at: datetime
    length: timedelta
    #: Only these, where they are candidates.
    wanted: frozenset[UUID] = frozenset()
    #: Rather these than others.
    preferred: frozenset[UUID] = frozenset()

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + self.length

    def question(self, about_all: Question) -> Question:
        """The question about this one alone, as long as it takes."""
        return replace(about_all, duration_seconds=int(self.length.total_seconds()))


@dataclass(frozen=True, slots=True)
class Fit:
    """Whom the start was given, or the rule that refuses it."""

    ask: Ask
    location_id: UUID | None = None
    resource_ids: tuple[UUID, ...] = ()
    rule: rules.Rule | None = None


@dataclass(slots=True)
class _Board:
    """One location: the problem about the whole range, and what is busy by resource."""

    site: Site
    problem: rules.Problem
    busy: dict[Any, list[rules.Busy]] = field(default_factory=dict)
    starts: dict[Any, list[int]] = field(default_factory=dict)

    def about(self, ask: Ask, service: rules.ServiceRules) -> rules.Problem:
        """The problem of one start, with nothing in it that cannot decide about it."""
        start = int(ask.starts_at.timestamp())
        near = start - _LONGEST, start + service.duration + _LONGEST
        requirements = tuple(
            rules.Requirement(
                tuple(
                    replace(calendar, busy=self._near(calendar.id, near))
                    for calendar in _narrowed(need.candidates, ask.wanted)
                )
            )
            for need in self.problem.requirements
        )
        return replace(
            self.problem, service=service, requirements=requirements, start=start, end=start + 1
        )

    def _near(self, id: Any, span: rules.Interval) -> tuple[rules.Busy, ...]:
        starts = self.starts.get(id, [])
        first, last = bisect_left(starts, span[0]), bisect_left(starts, span[1])
        return tuple(self.busy.get(id, [])[first:last])


def fits(
    work: Work,
    question: Question,
    asks: Sequence[Ask],
    *,
    moving: frozenset[UUID] = frozenset(),
    may_be_past: bool = False,
) -> list[Fit]:
    """For each start in order whom it could be given; `moving` are in nobody's way.

    Locks the candidates FOR SHARE. All of them are found at one location, that of the first
    that fits. `may_be_past`: what was so before is so again.
    """
    lock_limits(work, question)
    lock_candidates(work, question)
    boards = _boards(work, question, asks, moving)
    if may_be_past:
        for board in boards:
            now = min(board.problem.now, board.problem.start)
            board.problem = replace(board.problem, now=now)
    services: dict[timedelta, rules.ServiceRules] = {}
    found: list[Fit] = []
    for ask in asks:
        service = services.setdefault(ask.length, ask.question(question).rules)
        fit, place = _fit(boards, ask, service, found[-1].resource_ids if found else ())
        if place is not None:
            boards = [place]
        found.append(fit)
    return found


def write(work: Work, question: Question, found: Iterable[Fit]) -> None:
    """The time of all these is theirs; raises SlotTaken when somebody was faster at any."""
    rows = [
        row
        for fit in found
        for row in rows_for(
            fit.ask.question(question),
            fit.resource_ids,
            fit.ask.starts_at,
            fit.ask.appointment_id,
        )
    ]
    if not rows:
        return
    rows.sort(key=lambda row: (row["resource_id"], row["starts_at"]))
    statement = insert(Allocation).values(rows).on_conflict_do_nothing().returning(Allocation.id)
    if len(work.session.scalars(statement).all()) < len(rows):
        raise SlotTaken


def _boards(
    work: Work, question: Question, asks: Sequence[Ask], moving: frozenset[UUID]
) -> list[_Board]:
    moments = sorted(ask.starts_at for ask in asks)
    asked = moments[0], moments[-1] + timedelta(seconds=1)
    longest = max(asks, key=lambda ask: ask.length)
    boards = []
    for site, problem in problems(work, longest.question(question), asked):
        board = _Board(site, problem)
        for need in problem.requirements:
            for calendar in need.candidates:
                busy = [each for each in calendar.busy if each.booking not in moving]
                board.busy[calendar.id] = sorted(busy, key=lambda each: each.start)
                board.starts[calendar.id] = [each.start for each in board.busy[calendar.id]]
        boards.append(board)
    return boards


def _fit(
    boards: Sequence[_Board], ask: Ask, service: rules.ServiceRules, last: tuple[UUID, ...]
) -> tuple[Fit, _Board | None]:
    start = int(ask.starts_at.timestamp())
    rule: rules.Rule | None = rules.Rule(ResourceMissing.slug)
    for board in boards:
        found = answer(board.about(ask, service), start)
        if isinstance(found, rules.Refusal):
            rule = found.rule
            continue
        booked: Mapping[Any, int] = {
            **dict.fromkeys(last, -1),
            **dict.fromkeys(ask.preferred, -2),
        }
        chosen = tuple(UUID(str(id)) for id in choose(found, booked=booked))
        return Fit(ask, board.site.location_id, chosen), board
    return Fit(ask, rule=rule), None


def _narrowed(
    candidates: tuple[rules.ResourceCalendar, ...], wanted: frozenset[UUID]
) -> tuple[rules.ResourceCalendar, ...]:
    """Only the wanted ones, where any of them is a candidate."""
    chosen = tuple(each for each in candidates if each.id in wanted)
    return chosen or candidates
