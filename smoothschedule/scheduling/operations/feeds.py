"""Private addresses under which calendar programs read a calendar: made, and taken back."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import new_id
from smoothschedule.core.problems import NotAllowed, NotFound
from smoothschedule.core.tokens import new_token, token_hash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import CalendarFeed, Resource
from smoothschedule.scheduling.permissions import VIEW_ALL_CALENDARS
from smoothschedule.scheduling.refusals import OwnCalendarOnly


def make_resource_feed(work: Work, resource_id: UUID) -> tuple[CalendarFeed, str]:
    """One's address for the calendar is a new one, and an earlier one works no more.

    Returns the feed and its secret, which is known at this moment only. Raises NotFound, also
    for a former resource, or OwnCalendarOnly for a calendar that one does not see.
    """
    require_sight(work, resource_id)
    if work.get(Resource, resource_id).is_former:
        raise NotFound
    return _made(work, "resource", resource_id=resource_id)


def make_own_feed(work: Work) -> tuple[CalendarFeed, str]:
    """The same for the signed-in customer's own appointments; raises NotFound for others."""
    if work.actor.customer_id is None:
        raise NotFound
    return _made(work, "customer", customer_id=work.actor.customer_id)


def revoke_feed(work: Work, feed_id: UUID) -> None:
    """The address opens nothing any more, at once. Raises NotFound or OwnCalendarOnly."""
    found = work.get(CalendarFeed, feed_id, lock=True)
    if found.customer_id is not None and found.customer_id != work.actor.customer_id:
        raise NotFound
    if found.resource_id is not None and found.user_id != work.actor.user_id:
        require_sight(work, found.resource_id)
    kind = "resource" if found.resource_id else "customer"
    work.session.delete(found)
    work.record(Tag.CALENDAR_FEED_REVOKED, kind, found.resource_id or found.customer_id)


def require_sight(work: Work, resource_id: UUID) -> None:
    """The caller sees this calendar; raises NotFound or OwnCalendarOnly."""
    work.get(Resource, resource_id)
    if not work.actor.may(VIEW_ALL_CALENDARS) and work.actor.resource_id != resource_id:
        raise OwnCalendarOnly


def _made(work: Work, kind: str, **whose: UUID) -> tuple[CalendarFeed, str]:
    if work.actor.user_id is None:
        raise NotAllowed
    token, conditions = new_token(), [getattr(CalendarFeed, k) == v for k, v in whose.items()]
    mine = CalendarFeed.user_id == work.actor.user_id
    work.session.execute(delete(CalendarFeed).where(*conditions, mine))
    made = CalendarFeed(
        id=new_id(), user_id=work.actor.user_id, token_hash=token_hash(token), **whose
    )
    work.session.add(made)
    work.session.flush()
    work.record(Tag.CALENDAR_FEED_MADE, kind, *whose.values())
    return work.session.scalars(select(CalendarFeed).where(CalendarFeed.id == made.id)).one(), token
