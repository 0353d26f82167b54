"""What stands in the way of a booking on one resource."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from smoothschedule.scheduling.rules.intervals import FOREVER, merged
from smoothschedule.scheduling.rules.problem import (
    BookingId,
    Busy,
    Interval,
    ResourceCalendar,
    ServiceRules,
)
from smoothschedule.scheduling.rules.stretches import Stretch


@dataclass(frozen=True, slots=True)
class Obstacles:
    """The bookings on one resource, as far as they can stop one of this service.

    `walls` exclude any other booking. `full` is when bookings of the same service, their
    buffers included, have taken too many seats for one party more.
    """

    walls: tuple[Busy, ...]
    full: tuple[Interval, ...]


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
    full = () if capacity is None else _full(sharing, capacity - service.party_size)
    return Obstacles(tuple(walls), tuple(full))


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


def _full(bookings: Iterable[Busy], spare: int) -> Iterator[Interval]:
    """When more than `spare` seats are taken at once, in order."""
    changes = [(-FOREVER, 0), (FOREVER, 0)]
    for busy in bookings:
        start, end = with_buffers(busy)
        changes += [(start, busy.seats), (end, -busy.seats)]
    changes.sort()
    taken = 0
    for (second, change), (until, _) in pairwise(changes):
        taken += change
        if taken > spare and second < until:
            yield second, until
