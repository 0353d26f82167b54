"""Days that differ, time off and closures, as the people of the business see them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, func, select, true
from sqlalchemy.orm import joinedload, selectinload

from smoothschedule.core.pagination import page
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import (
    Allocation,
    Appointment,
    Closure,
    DateOverride,
    Resource,
    TimeOff,
)
from smoothschedule.scheduling.models.time_off import LONGEST_TIME_OFF
from smoothschedule.scheduling.permissions import VIEW_ALL_CALENDARS
from smoothschedule.scheduling.queries.appointments import visible, with_details
from smoothschedule.scheduling.queries.occupied import LONGEST, Moments

#: Of the appointments that a change leaves in the way, so many are named.
NAMED = 20


def overrides(
    work: Work, resource_id: UUID, *, from_day: date | None, limit: int, after: str | None
) -> dict[str, Any]:
    """A page of the resource's days that differ, in order."""
    query = (
        select(DateOverride)
        .where(DateOverride.resource_id == resource_id)
        .options(selectinload(DateOverride.windows))
    )
    if from_day is not None:
        query = query.where(DateOverride.on_day >= from_day)
    order = (DateOverride.on_day, DateOverride.id)
    return page(work.session, query, order, limit=limit, after=after)


def override(work: Work, override_id: UUID) -> DateOverride:
    """The day that differs, with its windows; raises NotFound."""
    query = select(DateOverride).options(selectinload(DateOverride.windows))
    found = work.session.scalar(
        query.where(DateOverride.id == override_id).execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound
    return found


def time_off(
    work: Work,
    *,
    from_: datetime | None,
    resource_id: UUID | None,
    limit: int,
    after: str | None,
) -> dict[str, Any]:
    """A page of time off that is not over at `from_`, in order; one's own or everybody's."""
    query = select(TimeOff).options(joinedload(TimeOff.resource)).where(_may_see(work))
    if from_ is not None:
        query = query.where(TimeOff.starts_at > from_ - LONGEST_TIME_OFF, TimeOff.ends_at > from_)
    if resource_id is not None:
        query = query.where(TimeOff.resource_id == resource_id)
    order = (TimeOff.starts_at, TimeOff.id)
    return page(work.session, query, order, limit=limit, after=after)


def one_time_off(work: Work, time_off_id: UUID) -> TimeOff:
    """The entry with its resource; raises NotFound."""
    query = select(TimeOff).options(joinedload(TimeOff.resource))
    found = work.session.scalar(
        query.where(TimeOff.id == time_off_id).execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound
    return found


def time_off_within(work: Work, resource_ids: list[UUID], within: Moments) -> list[TimeOff]:
    """What of these resources' time off touches the range, in order."""
    query = select(TimeOff).where(
        TimeOff.resource_id.in_(resource_ids),
        TimeOff.starts_at > within[0] - LONGEST_TIME_OFF,
        TimeOff.starts_at < within[1],
        TimeOff.ends_at > within[0],
    )
    return list(work.session.scalars(query.order_by(TimeOff.starts_at, TimeOff.id)))


def closures(
    work: Work, *, location_id: UUID | None, limit: int, after: str | None
) -> dict[str, Any]:
    """A page of closures, latest first."""
    query = select(Closure)
    if location_id is not None:
        query = query.where(Closure.location_id == location_id)
    order = (Closure.starts_on, Closure.id)
    return page(work.session, query, order, limit=limit, after=after, descending=True)


def affected(
    work: Work,
    within: Moments,
    *,
    resource_id: UUID | None = None,
    location_id: UUID | None = None,
) -> dict[str, Any]:
    """How many coming appointments lie within, on the resource or at the location, and the
    first of them; of those that the caller may see."""
    span = max(within[0], work.now), within[1]
    taken = select(Allocation.appointment_id).where(
        Allocation.blocking,
        Allocation.starts_at > span[0] - LONGEST,
        Allocation.starts_at < span[1],
        Allocation.ends_at > span[0],
    )
    if resource_id is not None:
        taken = taken.where(Allocation.resource_id == resource_id)
    if location_id is not None:
        taken = taken.join(Allocation.resource).where(Resource.location_id == location_id)
    inside = Appointment.id.in_(taken), Appointment.state != "hold", visible(work)
    query = with_details().where(*inside).order_by(Appointment.starts_at, Appointment.id)
    return {
        "count": work.session.scalar(select(func.count(Appointment.id)).where(*inside)) or 0,
        "items": list(work.session.scalars(query.limit(NAMED))),
    }


def _may_see(work: Work) -> ColumnElement[bool]:
    if work.actor.may(VIEW_ALL_CALENDARS):
        return true()
    if work.actor.resource_id is None:
        return false()
    return TimeOff.resource_id == work.actor.resource_id
