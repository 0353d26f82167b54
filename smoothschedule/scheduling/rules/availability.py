"""One resource within a span of time: where it works, where it is free, and why not."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from smoothschedule.scheduling.rules.blocking import Obstacles, blocked, obstacles, with_buffers
from smoothschedule.scheduling.rules.intervals import fitting, holds, overlaps, without
from smoothschedule.scheduling.rules.presence import Presence, presence
from smoothschedule.scheduling.rules.problem import (
    Interval,
    Problem,
    ResourceCalendar,
    ResourceId,
    Rule,
)
from smoothschedule.scheduling.rules.stretches import Stretch, stretches
from smoothschedule.scheduling.rules.wall_clock import instant_on, local_day, zone_named

_LAST_DAY = date(9998, 12, 31)


@dataclass(frozen=True, slots=True)
class Horizon:
    """The last local day on which a start may lie."""

    last_day: date
    last_day_begins: int
    zone: ZoneInfo

    def includes(self, start: int) -> bool:
        """Whether the local day of `start` is not after the last one."""
        return start < self.last_day_begins or local_day(start, self.zone) <= self.last_day

    def among(self, starts: Sequence[int]) -> Sequence[int]:
        """Those of `starts`, which are in order, that it includes."""
        near = bisect_left(starts, self.last_day_begins)
        return [*starts[:near], *(start for start in starts[near:] if self.includes(start))]


@dataclass(frozen=True, slots=True)
class Held:
    """One stretch that the resource would be held for, and the ranges in which it could lie.

    `free` is where the resource is present, less what the obstacles and all buffers occupy.
    """

    stretch: Stretch
    free: list[Interval]

    def at(self, start: int) -> Interval:
        """When it is, of an appointment that starts then."""
        return start + self.stretch.start, start + self.stretch.end


@dataclass(frozen=True, slots=True)
class Availability:
    """A resource's time within a span, complete there and unfinished outside of it."""

    id: ResourceId
    zone: ZoneInfo
    presence: Presence
    held: tuple[Held, ...]
    obstacles: Obstacles
    horizon: Horizon | None

    @property
    def free(self) -> list[Interval]:
        """Where a service in one piece could lie."""
        return self.held[0].free

    def takes(self, start: int) -> bool:
        """Whether an appointment may start then, lead time aside."""
        return all(holds(each.free, *each.at(start)) for each in self.held) and self._is_near(start)

    def among(self, starts: Sequence[int]) -> Sequence[int]:
        """Those of `starts`, which are in order, that it `takes`."""
        for each in self.held:
            starts = fitting(starts, each.free, each.stretch.start, each.stretch.end)
        return starts if self.horizon is None else self.horizon.among(starts)

    def seats_left(self, start: int) -> int | None:
        """How many could come to an appointment then, or None where nobody shares it."""
        left = (self.obstacles.seats_left(_with_buffers(each, start)) for each in self.held)
        return min((seats for seats in left if seats is not None), default=None)

    def refusal(self, start: int) -> Rule | None:
        """The rule that `takes` broke, or None when it breaks none."""
        if not self._is_near(start):
            return Rule.TOO_FAR
        for rule, ranges in (
            (Rule.OUTSIDE_HOURS, self.presence.working),
            (Rule.CLOSED, self.presence.opened),
            (Rule.TIME_OFF, self.presence.present),
        ):
            if not all(holds(ranges, *each.at(start)) for each in self.held):
                return rule
        clashes = (each for each in self.held if not holds(each.free, *each.at(start)))
        return next((self._clash(start, each) for each in clashes), None)

    def _clash(self, start: int, held: Held) -> Rule:
        bare = held.at(start)
        wide = _with_buffers(held, start)
        if any(overlaps(bare, (busy.start, busy.end)) for busy in self.obstacles.walls):
            return Rule.SLOT_TAKEN
        if any(overlaps(wide, with_buffers(busy)) for busy in self.obstacles.walls):
            return Rule.BUFFER
        return Rule.CAPACITY

    def _is_near(self, start: int) -> bool:
        return self.horizon is None or self.horizon.includes(start)


def _with_buffers(held: Held, start: int) -> Interval:
    begins, ends = held.at(start)
    return begins - held.stretch.buffer_before, ends + held.stretch.buffer_after


def availability(
    calendar: ResourceCalendar, problem: Problem, span: Interval, *, place: int
) -> Availability:
    """The resource's time, complete for starts and ends within `span`, should it meet the
    requirement of that place."""
    zone = zone_named(calendar.time_zone)
    found = presence(calendar, zone, span)
    in_the_way = obstacles(calendar, problem.service, problem.moving)
    return Availability(
        id=calendar.id,
        zone=zone,
        presence=found,
        held=tuple(
            Held(stretch, without(found.present, blocked(in_the_way, stretch)))
            for stretch in stretches(problem.service, place)
        ),
        obstacles=in_the_way,
        horizon=_horizon(problem, zone),
    )


def _horizon(problem: Problem, zone: ZoneInfo) -> Horizon | None:
    if problem.service.horizon_days is None:
        return None
    today = local_day(problem.now, zone)
    days = min(problem.service.horizon_days, (_LAST_DAY - today).days)
    last_day = today + timedelta(days=days)
    return Horizon(last_day, instant_on(last_day, 0, zone), zone)
