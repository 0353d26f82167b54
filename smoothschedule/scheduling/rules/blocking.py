"""What stands in the way of a booking on one resource."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TypeAlias

from smoothschedule.scheduling.rules.intervals import FOREVER, merged
from smoothschedule.scheduling.rules.problem import (
    BookingId,
    Busy,
    Interval,
    ResourceCalendar,
    ServiceRules,
)
from smoothschedule.scheduling.rules.stretches import Stretch

Levels: TypeAlias = tuple[tuple[int, int], ...]
"""Moments in order, each with how many seats are taken from then on."""


@dataclass(frozen=True, slots=True)
class Obstacles:
    """The bookings on one resource, as far as they can stop one of this service.

    `walls` exclude any other booking. `full` is when bookings of the same service, their
    buffers included, have taken too many seats for one party more. `taken` is
    how many they have taken when.
    """

    walls: tuple[Busy, ...]
    full: tuple[Interval, ...]
    capacity: int | None = None
    taken: Levels = ()

    def seats_left(self, within: Interval) -> int | None:
        """The seats free all the time within, or None where nothing is shared."""
        if self.capacity is None:
            return None
        at = max(bisect_right(self.taken, (within[0], FOREVER)) - 1, 0)
        most = 0
        for moment, taken in self.taken[at:]:
            if moment >= within[1]:
                break
            most = max(most, taken)
        return self.capacity - most


def obstacles(
    calendar: ResourceCalendar, service: ServiceRules, moving: BookingId | None
) -> Obstacles:
    """What is in the way on `calendar`; the booking being moved and empty ones are not."""
    capacity = service.capacity if calendar.capacity is None else calendar.capacity
    walls: list[Busy] = []
    sharing: list[Busy] = []
    for busy in calendar.busy:
        if busy.end <= busy.start or (moving is not None and busy.booking == moving):
            continue
        shares = capacity is not None and busy.service == service.service
        (sharing if shares else walls).append(busy)
    if capacity is None:
        return Obstacles(tuple(walls), ())
    taken = _levels(sharing)
    full = tuple(_full(taken, capacity - service.party_size))
    return Obstacles(tuple(walls), full, capacity, taken)


def blocked(obstacles: Obstacles, stretch: Stretch) -> list[Interval]:
    """The ranges that a stretch must stay out of, its own buffers already added.

    Adding its own buffers to its neighbours instead of to itself says the same
    and leaves plain free ranges: what touches none of these is free.
    """
    buffered = [with_buffers(busy) for busy in obstacles.walls]
    return merged(
        (start - stretch.buffer_after, end + stretch.buffer_before)
        for start, end in (*buffered, *obstacles.full)
    )


def with_buffers(busy: Busy) -> Interval:
    """The booking with the buffers it was booked with."""
    return busy.start - busy.buffer_before, busy.end + busy.buffer_after


def _levels(bookings: Iterable[Busy]) -> Levels:
    """How many seats they take at once, from one change to the next."""
    changes: Counter[int] = Counter({-FOREVER: 0, FOREVER: 0})
    for busy in bookings:
        start, end = with_buffers(busy)
        changes[start] += busy.seats
        changes[end] -= busy.seats
    moments = sorted(changes)
    return tuple(zip(moments, accumulate(changes[each] for each in moments), strict=True))


def _full(levels: Levels, spare: int) -> Iterator[Interval]:
    """When more than `spare` seats are taken at once, in order."""
    for (moment, taken), (until, _) in pairwise(levels):
        if taken > spare:
            yield moment, until
