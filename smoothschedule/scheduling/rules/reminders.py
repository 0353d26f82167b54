"""When guests are reminded: so long before the start, but never in their quiet hours.

A reminder that falls into quiet hours goes out when they end, if that is still an hour before
the appointment; otherwise a quarter of an hour before they began. What a guest heard about the
appointment since then makes an earlier reminder needless.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from smoothschedule.scheduling.rules.wall_clock import instant_on

#: What a reminder that waits for the end of quiet hours has to leave.
LEAST_NOTICE = timedelta(hours=1)
EARLIER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one minute of the local day until another, over midnight where that is earlier."""

    from_minute: int
    until_minute: int

    def around(self, moment: datetime, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
        """The quiet hours that the moment lies in: [start, end) in UTC; None for none."""
        if self.from_minute == self.until_minute:
            return None
        today = moment.astimezone(zone).date()
        for day in (today - timedelta(days=1), today):
            over = self.until_minute <= self.from_minute
            ends_on = day + timedelta(days=1) if over else day
            start = _moment(instant_on(day, self.from_minute, zone))
            end = _moment(instant_on(ends_on, self.until_minute, zone))
            if start <= moment < end:
                return start, end
        return None


@dataclass(frozen=True, slots=True)
class Visit:
    """What decides when a guest is reminded of a visit.

    `leads` are minutes before the start; `told_at` is when the guest last heard of it.
    """

    starts_at: datetime
    leads: tuple[int, ...]
    told_at: datetime
    zone: ZoneInfo
    quiet: QuietHours


@dataclass(frozen=True, slots=True)
class Plan:
    """The reminder that is due, by its lead, and when to look again; None for never."""

    due: int | None
    next_at: datetime | None


def reminded_at(visit: Visit, lead: int) -> datetime:
    """The moment of the reminder with this lead."""
    due = visit.starts_at - timedelta(minutes=lead)
    quiet = visit.quiet.around(due, visit.zone)
    if quiet is None:
        return due
    start, end = quiet
    return end if end <= visit.starts_at - LEAST_NOTICE else start - EARLIER


def plan(visit: Visit, *, now: datetime) -> Plan:
    """What is to be done now. Of several that are due only the one nearest to the start is.

    Whoever comes late, after a stop of the machine say, does not disturb quiet hours either.
    """
    if now >= visit.starts_at:
        return Plan(None, None)
    moments = {lead: reminded_at(visit, lead) for lead in visit.leads}
    open_leads = {lead: at for lead, at in moments.items() if at > visit.told_at}
    due = min((lead for lead, at in open_leads.items() if at <= now), default=None)
    later = _soonest(at for at in open_leads.values() if at > now)
    quiet = visit.quiet.around(now, visit.zone) if due is not None else None
    if quiet is None:
        return Plan(due, later)
    end = quiet[1]
    return Plan(None, _soonest(at for at in (end, later) if at and at < visit.starts_at))


def _soonest(moments: Iterable[datetime]) -> datetime | None:
    return min(moments, default=None)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
