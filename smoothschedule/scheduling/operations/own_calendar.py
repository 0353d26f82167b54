"""Staff act on their own calendar, unless they may see everybody's."""

from __future__ import annotations

from uuid import UUID

from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.permissions import VIEW_ALL_CALENDARS
from smoothschedule.scheduling.queries.facts import Offer
from smoothschedule.scheduling.refusals import OwnCalendarOnly


def own_calendar(work: Work, offer: Offer, resource_ids: frozenset[UUID]) -> frozenset[UUID]:
    """The resources asked for, the caller's own among them where it must be.

    Raises NotFound for a resource that cannot give this service, OwnCalendarOnly for a
    colleague, or when the caller does not give this service at all.
    """
    if not all(id in offer for id in resource_ids):
        raise NotFound
    if work.actor.may(VIEW_ALL_CALENDARS):
        return resource_ids
    own = work.actor.resource_id
    colleagues = {
        c.resource_id
        for c in offer.candidates
        if c.kind == "staff" and c.resource_id in resource_ids and c.resource_id != own
    }
    if own is None or own not in offer or colleagues:
        raise OwnCalendarOnly
    return resource_ids | {own}
