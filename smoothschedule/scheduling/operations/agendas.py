"""People of the team are mailed their day, if they want it, at the hour they chose."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from smoothschedule.core import jobs
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.jobs import JobRequest
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Agenda, Location, Resource
from smoothschedule.scheduling.refusals import NoCalendar
from smoothschedule.scheduling.rules.wall_clock import instant_on, zone_named

#: Later than this after its hour the day is well under way, and its agenda of no use.
LATEST = timedelta(hours=3)


def set_agenda(work: Work, hour: int | None) -> Agenda | None:
    """The caller is mailed their day at this hour from the next time on, or (None) never.

    Raises NoCalendar for somebody without a calendar of their own.
    """
    found = own_agenda(work)
    if hour is None:
        if found is not None:
            work.session.delete(found)
            work.record(Tag.AGENDA_SET, "user", work.actor.user_id, hour=None)
        return None
    if work.actor.user_id is None:
        raise NoCalendar
    zone = zone_of(work, work.actor.user_id)
    if zone is None:
        raise NoCalendar
    if found is None:
        found = Agenda(user_id=work.actor.user_id)
        work.session.add(found)
    found.hour, found.due_at = hour, next_due(hour, zone, after=work.now)
    work.record(Tag.AGENDA_SET, "user", work.actor.user_id, hour=hour)
    work.session.flush()
    return found


def own_agenda(work: Work) -> Agenda | None:
    """What the caller chose."""
    return work.session.scalar(select(Agenda).where(Agenda.user_id == work.actor.user_id))


def queue_due_agendas(work: Work, *, dry_run: bool = False) -> int:
    """Every agenda whose hour has come is a job for its day, and due again tomorrow; returns
    how many. One that comes far too late is left out."""
    query = select(Agenda).where(Agenda.due_at <= work.now)
    locked = query if dry_run else query.with_for_update(skip_locked=True)
    queued = 0
    for agenda in work.session.scalars(locked).all():
        zone = zone_of(work, agenda.user_id) or ZoneInfo("UTC")
        is_in_time = agenda.due_at > work.now - LATEST
        queued += is_in_time
        if dry_run:
            continue
        if is_in_time:
            day = agenda.due_at.astimezone(zone).date().isoformat()
            request = JobRequest("mail_agenda", {"user_id": str(agenda.user_id), "day": day})
            jobs.plan(work, request)
        _put_off(work, agenda.id, next_due(agenda.hour, zone, after=work.now))
    return queued


def next_due(hour: int, zone: ZoneInfo, *, after: datetime) -> datetime:
    """The next time that the clock there shows the full hour."""
    today = after.astimezone(zone).date()
    moments = (
        datetime.fromtimestamp(instant_on(today + timedelta(days=day), hour * 60, zone), UTC)
        for day in range(3)
    )
    return next(moment for moment in moments if moment > after)


def zone_of(work: Work, user_id: UUID) -> ZoneInfo | None:
    """The zone of the place where the person works; None for who has no calendar."""
    query = (
        select(Location.time_zone)
        .join(
            Resource,
            (Resource.tenant_id == Location.tenant_id) & (Resource.location_id == Location.id),
        )
        .where(Resource.user_id == user_id, Resource.is_active)
    )
    name = work.session.scalar(query)
    return zone_named(name) if name else None


def _put_off(work: Work, agenda_id: UUID, due_at: datetime) -> None:
    # A turn of the clock is no act of anybody's.
    statement: Any = update(Agenda).where(Agenda.id == agenda_id).values(due_at=due_at)
    options = {"synchronize_session": False, "unjournaled": True}
    work.session.execute(statement.execution_options(**options))
