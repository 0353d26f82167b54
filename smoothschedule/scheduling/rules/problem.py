"""The facts that a question about free time is asked of.

Times are whole UTC seconds, lengths are seconds, intervals are half-open [start, end).
Whoever builds these values passes only what blocks: bookings in `BLOCKING_STATES`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final, TypeAlias
from uuid import UUID

Interval: TypeAlias = tuple[int, int]
"""[start, end) in UTC seconds."""

ResourceId: TypeAlias = str | UUID
BookingId: TypeAlias = str | UUID
ServiceId: TypeAlias = str | UUID

DAY_MINUTES: Final = 24 * 60

EARLIEST: Final = int(datetime(1900, 1, 1, tzinfo=UTC).timestamp())
LATEST: Final = int(datetime(9000, 1, 1, tzinfo=UTC).timestamp())


class Grid(StrEnum):
    """How the offered starts are laid out."""

    WINDOW = "window"
    """From each working window's own start, by steps of elapsed time, whatever is booked."""

    OPTIMIZED = "optimized"
    """As many appointments as fit into each free range, on round minutes where that costs none."""


@dataclass(frozen=True, slots=True)
class Window:
    """Working time of one local day, in minutes of the wall clock.

    `closes` is 1440 for the end of the day. A window that does not end after it starts
    counts for nothing; one that runs past midnight is two windows, split at 1440.
    """

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not (0 <= self.opens <= DAY_MINUTES and 0 <= self.closes <= DAY_MINUTES):
            raise ValueError(f"a window lies within 0 and {DAY_MINUTES} minutes")


@dataclass(frozen=True, slots=True)
class Busy:
    """One booking on a resource, with the buffers it was booked with.

    An interval that does not end after it starts blocks nothing, buffers or not. `service`
    and `seats` matter only where the service asked for has a capacity.
    """

    start: int
    end: int
    buffer_before: int = 0
    buffer_after: int = 0
    booking: BookingId | None = None
    service: ServiceId | None = None
    seats: int = 1

    def __post_init__(self) -> None:
        if min(self.buffer_before, self.buffer_after, self.seats) < 0:
            raise ValueError("buffers and seats are not negative")


@dataclass(frozen=True, slots=True)
class Closure:
    """Local days on which the place is closed, the last one included.

    Yearly it comes back on the same dates of every later year; what begins on a day that a
    year lacks begins on the next, and what ends on one ends on the day before.
    """

    first_day: date
    last_day: date
    is_yearly: bool = False

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise ValueError("a closure ends after it starts")


@dataclass(frozen=True, slots=True)
class ResourceCalendar:
    """When one resource works and what already occupies it.

    `weekly` goes from 0 (Monday) to 6 (Sunday) to that day's windows; `overrides[day]`
    replaces the weekday, and an empty tuple closes the day. `time_off` is absolute and is
    never buffered, as are the `closures` of the place. `capacity` stands in for the service's
    own where it is given.
    """

    id: ResourceId
    time_zone: str
    weekly: Mapping[int, tuple[Window, ...]] = field(default_factory=dict)
    overrides: Mapping[date, tuple[Window, ...]] = field(default_factory=dict)
    time_off: tuple[Interval, ...] = ()
    closures: tuple[Closure, ...] = ()
    busy: tuple[Busy, ...] = ()
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """Part of an appointment, in seconds, and the places of the requirements that it holds."""

    duration: int
    holds: frozenset[int]

    def __post_init__(self) -> None:
        if self.duration <= 0:
            raise ValueError("a segment takes longer than no time")


@dataclass(frozen=True, slots=True)
class ServiceRules:
    """How the service asked for may be booked.

    `lead` is elapsed seconds from now, to the second. `horizon_days` counts local calendar
    days after today, 0 is today only, None is no limit. `capacity` is how many seats
    bookings of this same `service` share; None means that every booking excludes every other.
    Without `segments` every requirement is held from start to end; with them they follow each
    other and make up the duration, and each holds only what it names.
    """

    duration: int
    step: int
    buffer_before: int = 0
    buffer_after: int = 0
    lead: int = 0
    horizon_days: int | None = None
    grid: Grid = Grid.WINDOW
    service: ServiceId | None = None
    capacity: int | None = None
    party_size: int = 1
    segments: tuple[Segment, ...] = ()

    def __post_init__(self) -> None:
        if self.segments and sum(each.duration for each in self.segments) != self.duration:
            raise ValueError("segments make up the whole duration")
        if self.segments and self.grid is Grid.OPTIMIZED:
            raise ValueError("a service in segments starts on the grid of its windows")
        if self.duration <= 0:
            raise ValueError("a service takes longer than no time")
        if self.step <= 0:
            raise ValueError("the step between starts is longer than no time")
        if min(self.buffer_before, self.buffer_after, self.lead) < 0:
            raise ValueError("buffers and lead time are not negative")
        if self.horizon_days is not None and self.horizon_days < 0:
            raise ValueError("a horizon is not negative")
        if self.party_size < 1 or (self.capacity is not None and self.capacity < 1):
            raise ValueError("seats are counted from one")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One of these resources is needed; the order is the order of preference."""

    candidates: tuple[ResourceCalendar, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A service, who could give it, the time it is now, and the range of starts asked about.

    One of each requirement is needed at once, all of them different resources. The grid
    belongs to the candidates of the first requirement. `moving` is the booking being
    rescheduled: it is not in its own way. No booking starts within `used_up`, the days and
    weeks that a limit has filled; see `limits`.
    """

    service: ServiceRules
    requirements: tuple[Requirement, ...]
    now: int
    start: int
    end: int
    moving: BookingId | None = None
    used_up: tuple[Interval, ...] = ()

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("the range asked about ends before it starts")
        if not EARLIEST <= min(self.now, self.start) <= max(self.now, self.end) <= LATEST:
            raise ValueError("moments lie between the years 1900 and 9000")
        if not self.requirements:
            raise ValueError("a service needs somebody or something")
        held = {place for segment in self.service.segments for place in segment.holds}
        if self.service.segments and held != set(range(len(self.requirements))):
            raise ValueError("segments hold each requirement at some time, and nothing else")


@dataclass(frozen=True, slots=True)
class Slot:
    """An offered time: for each requirement, in order, the resources that could take it.

    `seats_left` is how large a party could come, None where nobody shares an appointment.
    """

    start: int
    end: int
    candidates: tuple[tuple[ResourceId, ...], ...]
    seats_left: int | None = None


class Rule(StrEnum):
    """The rule that refuses a booking."""

    PAST_TIME = "past-time"
    TOO_SOON = "too-soon"
    TOO_FAR = "too-far"
    RESOURCE_MISSING = "resource-missing"
    OUTSIDE_HOURS = "outside-hours"
    CLOSED = "closed"
    TIME_OFF = "time-off"
    SLOT_TAKEN = "slot-taken"
    BUFFER = "buffer"
    CAPACITY = "capacity"
    OFF_GRID = "off-grid"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a start is not offered.

    `requirement` is the place of the requirement that could not be met, None where the rule
    concerns the service as a whole.
    """

    rule: Rule
    requirement: int | None = None


class RangeTooLongError(ValueError):
    """The range asked about holds more days than are computed at once."""
