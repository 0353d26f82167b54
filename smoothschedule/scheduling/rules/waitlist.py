"""Who on the waitlist is offered which free time, and until when they may take it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final


class EntryState(StrEnum):
    """Where somebody on the list stands; `passed` let offers or their days go by."""

    WAITING = "waiting"
    OFFERED = "offered"
    BOOKED = "booked"
    PASSED = "passed"
    LEFT = "left"


class OfferState(StrEnum):
    """What became of one offered time."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


#: Still on the list.
ON_THE_LIST: Final = frozenset({EntryState.WAITING, EntryState.OFFERED})
#: Whoever lets so many offers in a row run out no longer holds up the others.
MOST_LAPSED: Final = 2
#: With less time to answer nobody is asked.
SHORTEST: Final = timedelta(minutes=5)
#: How many days a wish may span, and how many lists somebody may be on.
MOST_DAYS: Final = 62
MOST_LISTS: Final = 10
WHOLE_DAY: Final = 1440


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody waits for: days and times of day by the clock there, [from, until).

    `not_again` are starts that were offered before and not taken.
    """

    from_day: date
    until_day: date
    from_minute: int = 0
    until_minute: int = WHOLE_DAY
    seats: int = 1
    resource: Any = None
    not_again: frozenset[datetime] = frozenset()


@dataclass(frozen=True, slots=True)
class Opening:
    """A free time; `local` is its start by the clock there, `seats_left` that of a class."""

    starts_at: datetime
    local: datetime
    resources: frozenset[Any] = frozenset()
    seats_left: int | None = None


def suits(wish: Wish, opening: Opening) -> bool:
    """Whether the time is one that was waited for."""
    minute = opening.local.hour * 60 + opening.local.minute
    return (
        wish.from_day <= opening.local.date() <= wish.until_day
        and wish.from_minute <= minute < wish.until_minute
        and (wish.resource is None or wish.resource in opening.resources)
        and (opening.seats_left is None or wish.seats <= opening.seats_left)
        and opening.starts_at not in wish.not_again
    )


def matches(
    wishes: Sequence[Wish], openings_of: Callable[[Wish], Sequence[Opening]]
) -> Iterator[tuple[int, Opening]]:
    """Who could be offered what, in the order it is tried: whoever waits longest comes first,
    and with the earliest time that suits them."""
    for place, wish in enumerate(wishes):
        for opening in sorted(openings_of(wish), key=lambda each: each.starts_at):
            if suits(wish, opening):
                yield place, opening


def deadline(
    now: datetime, starts_at: datetime, *, lead: timedelta, lasts: timedelta
) -> datetime | None:
    """Until when an offer stands, never past the notice that the service asks for; None when
    there is too little time to answer."""
    until = min(now + lasts, starts_at - lead)
    return until if until - now >= SHORTEST else None


def after_lapse(lapsed: int) -> EntryState:
    """Where somebody stands who has let so many offers in a row run out."""
    return EntryState.PASSED if lapsed >= MOST_LAPSED else EntryState.WAITING
