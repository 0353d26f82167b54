"""Which times are free."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from heapq import nsmallest
from itertools import chain
from typing import Any
from uuid import UUID

from smoothschedule.core import metrics
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.permissions import VIEW_ALL_CALENDARS
from smoothschedule.scheduling.queries.facts import Question, problems
from smoothschedule.scheduling.queries.occupied import Moments
from smoothschedule.scheduling.rules import problem as rules, slots
from smoothschedule.users.rules import Role

LOOK_BACK, LOOK_AHEAD = timedelta(days=3), timedelta(days=8)
#: Looked through first: mostly enough is free there, and what is farther need not be known.
NEAR = timedelta(hours=12)
#: And of what is known this first: mostly enough is free there, and nothing else is put together.
NEAREST = timedelta(hours=3)
MOST_ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """A time on offer, and every resource that could take part in it.

    `seats_left`: of a class, how large a party could come. `without_addons`: only what was
    asked for without them is free then.
    """

    starts_at: datetime
    ends_at: datetime
    resource_ids: tuple[UUID, ...]
    seats_left: int | None = None
    without_addons: bool = False

    def as_json(self) -> dict[str, Any]:
        """As it goes on the wire inside a problem document."""
        return {
            "starts_at": self.starts_at.isoformat().replace("+00:00", "Z"),
            "ends_at": self.ends_at.isoformat().replace("+00:00", "Z"),
            "resource_ids": [str(id) for id in self.resource_ids],
            "seats_left": self.seats_left,
            "without_addons": self.without_addons,
        }


@metrics.SLOT_SECONDS.time()
def free_slots(work: Work, question: Question, asked: Moments) -> list[FreeSlot]:
    """Every time on offer that starts within `asked`, in order, whatever the location."""
    return _merged(_on_offer(work, question, asked))


def alternatives(
    work: Work,
    question: Question,
    starts_at: datetime,
    *,
    known: Collection[rules.Problem] | None = None,
) -> list[FreeSlot]:
    """Up to three others for the time that was refused: the same with somebody else, where
    somebody was wanted, or shorter, without what was to be booked along; then the nearest times
    on offer, nearest first.

    `known` are the problems about that time, as far as they know of all `near` it.
    """
    at_that_time = _with_somebody_else(work, question, starts_at) or _shorter(
        work, question, starts_at
    )
    looks = _looks(work, question, starts_at, known=known)
    for others in (_nearest(found, starts_at) for found in looks):
        if len(at_that_time) + len(others) >= MOST_ALTERNATIVES:
            break
    return [*at_that_time, *others][:MOST_ALTERNATIVES]


def near(starts_at: datetime, now: datetime, *, reach: timedelta = NEAR) -> Moments:
    """Where other times than this one are looked for first."""
    return max(now, starts_at - reach), max(now, starts_at) + reach


def _looks(
    work: Work,
    question: Question,
    starts_at: datetime,
    *,
    known: Collection[rules.Problem] | None,
) -> Iterator[Iterable[rules.Slot]]:
    """What is on offer around that time, ever farther; asked for when somebody looks."""
    if known is None:
        around = near(starts_at, work.now)
        known = [each for _, each in problems(work, question, around, by_name=False)]
    for reach in (NEAREST, NEAR):
        within = near(starts_at, work.now, reach=reach)
        yield _offered(_about(problem, within) for problem in known)
    far = max(work.now, starts_at - LOOK_BACK), max(work.now, starts_at) + LOOK_AHEAD
    yield _on_offer(work, question, far)


def _about(problem: rules.Problem, asked: Moments) -> rules.Problem:
    start, end = (int(moment.timestamp()) for moment in asked)
    return replace(problem, start=start, end=end)


def _nearest(found: Iterable[rules.Slot], starts_at: datetime) -> list[FreeSlot]:
    """As many others as may be offered, nearest first."""
    asked, by_start = starts_at.timestamp(), _by_start(found)
    others = (start for start in by_start if start != asked)
    nearest = nsmallest(MOST_ALTERNATIVES, others, key=lambda each: (abs(each - asked), each))
    return [_at_all_places(by_start[start]) for start in nearest]


def _with_somebody_else(work: Work, question: Question, starts_at: datetime) -> list[FreeSlot]:
    """The same time with others than those who were wanted, for whoever may choose them."""
    is_own = work.actor.role == Role.TENANT_STAFF and not work.actor.may(VIEW_ALL_CALENDARS)
    if not question.wanted or is_own or starts_at <= work.now:
        return []
    return _at(work, replace(question, wanted=frozenset()), starts_at)


def _shorter(work: Work, question: Question, starts_at: datetime) -> list[FreeSlot]:
    """The same time without add-ons, where they take time."""
    takes_longer = any(addon.extra_minutes for addon in question.addons)
    if not takes_longer or starts_at <= work.now:
        return []
    found = _at(work, replace(question, addons=()), starts_at)
    return [replace(slot, without_addons=True) for slot in found]


def _at(work: Work, question: Question, starts_at: datetime) -> list[FreeSlot]:
    return free_slots(work, question, (starts_at, starts_at + timedelta(seconds=1)))


def _on_offer(work: Work, question: Question, asked: Moments) -> Iterator[rules.Slot]:
    return _offered(problem for _, problem in problems(work, question, asked, by_name=False))


def _offered(asked: Iterable[rules.Problem]) -> Iterator[rules.Slot]:
    return chain.from_iterable(map(slots.free_slots, asked))


def _merged(found: Iterable[rules.Slot]) -> list[FreeSlot]:
    return [_at_all_places(each) for _, each in sorted(_by_start(found).items())]


def _by_start(found: Iterable[rules.Slot]) -> dict[int, list[rules.Slot]]:
    by_start: dict[int, list[rules.Slot]] = {}
    for slot in found:
        by_start.setdefault(slot.start, []).append(slot)
    return by_start


def _at_all_places(found: list[rules.Slot]) -> FreeSlot:
    """One time, at every location where it is free."""
    rows = [row for slot in found for row in slot.candidates]
    # Only those of one requirement are sure to be different, and ids are slow to compare.
    ids: Iterable[Any] = rows[0] if len(rows) == 1 else dict.fromkeys(chain(*rows))
    seats = [slot.seats_left for slot in found if slot.seats_left is not None]
    return FreeSlot(
        datetime.fromtimestamp(found[0].start, UTC),
        datetime.fromtimestamp(found[0].end, UTC),
        tuple(ids),
        max(seats, default=None),
    )
