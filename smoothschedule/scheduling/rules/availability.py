"""One resource within a span of time: where it works, where it is free, and why not."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from smoothschedule.scheduling.rules.blocking import Obstacles, blocked, obstacles, with_buffers
from smoothschedule.scheduling.rules.intervals import holds, overlaps, without
from smoothschedule.scheduling.rules.presence import Presence, presence
from smoothschedule.scheduling.rules.problem import (
    Interval,
    Problem,
    ResourceCalendar,
    ResourceId,
    Rule,
    ServiceRules,
)
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


@dataclass(frozen=True, slots=True)
class Availability:
    """A resource's time within a span, complete there and unfinished outside of it.

    `free` is where it is present and what `obstacles` and all buffers leave of that.
    """

    id: ResourceId
    zone: ZoneInfo
    presence: Presence
    free: list[Interval]
    obstacles: Obstacles
    horizon: Horizon | None

    def takes(self, start: int, duration: int) -> bool:
        """Whether an appointment may start then, lead time aside."""
        return holds(self.free, start, start + duration) and self._is_near(start)

    def refusal(self, start: int, service: ServiceRules) -> Rule | None:
        """The rule that `takes` broke, or None when it breaks none."""
        end = start + service.duration
        if not self._is_near(start):
            return Rule.TOO_FAR
        if not holds(self.presence.working, start, end):
            return Rule.OUTSIDE_HOURS
        if not holds(self.presence.opened, start, end):
            return Rule.CLOSED
        if not holds(self.presence.present, start, end):
            return Rule.TIME_OFF
        return None if holds(self.free, start, end) else self._clash(start, service)

    def _clash(self, start: int, service: ServiceRules) -> Rule:
        bare = (start, start + service.duration)
        wide = (bare[0] - service.buffer_before, bare[1] + service.buffer_after)
        if any(overlaps(bare, (busy.start, busy.end)) for busy in self.obstacles.walls):
            return Rule.SLOT_TAKEN
        if any(overlaps(wide, with_buffers(busy)) for busy in self.obstacles.walls):
            return Rule.BUFFER
        return Rule.CAPACITY

    def _is_near(self, start: int) -> bool:
        return self.horizon is None or self.horizon.includes(start)


def availability(calendar: ResourceCalendar, problem: Problem, span: Interval) -> Availability:
    """The resource's time, complete for starts and ends within `span`."""
    zone = zone_named(calendar.time_zone)
    found = presence(calendar, zone, span)
    in_the_way = obstacles(calendar, problem.service, problem.moving)
    return Availability(
        id=calendar.id,
        zone=zone,
        presence=found,
        free=without(found.present, blocked(in_the_way, problem.service)),
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
