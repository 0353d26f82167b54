"""Somebody is away, or something cannot be used, for a stretch of time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import Resource, TimeOff
from smoothschedule.scheduling.permissions import EDIT_RESOURCES
from smoothschedule.scheduling.refusals import OwnCalendarOnly


def enter_time_off(
    work: Work, *, resource_id: UUID, starts_at: datetime, ends_at: datetime, reason: str
) -> TimeOff:
    """The resource is away then and nobody new is booked; appointments that are there stay.

    Raises NotFound, or OwnCalendarOnly for a colleague's calendar. Locks the resource, so
    that nobody is booked into it meanwhile. Emits TimeOffEntered.
    """
    calendar_of(work, resource_id)
    entered = TimeOff(
        resource_id=resource_id,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason,
        created_by_id=work.actor.user_id,
    )
    work.session.add(entered)
    work.session.flush()
    work.emit(events.TimeOffEntered(resource_id, entered.id))
    return entered


def remove_time_off(work: Work, time_off_id: UUID) -> None:
    """The resource is there after all. Raises as `enter_time_off`. Emits TimeOffRemoved."""
    found = work.get(TimeOff, time_off_id)
    calendar_of(work, found.resource_id)
    work.session.delete(found)
    work.session.flush()
    work.emit(events.TimeOffRemoved(found.resource_id, found.id))


def calendar_of(work: Work, resource_id: UUID) -> None:
    """The caller may take time off this calendar, which is locked; raises NotFound, also for a
    former one, or OwnCalendarOnly."""
    if not work.actor.may(EDIT_RESOURCES) and resource_id != work.actor.resource_id:
        raise OwnCalendarOnly
    if work.get(Resource, resource_id, lock=True).is_former:
        raise NotFound
