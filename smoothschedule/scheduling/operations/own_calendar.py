"""Staff act on their own calendar, unless they may see everybody's."""

from __future__ import annotations

from uuid import UUID

from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Resource
from smoothschedule.scheduling.permissions import VIEW_ALL_CALENDARS
from smoothschedule.scheduling.queries.facts import Offer
from smoothschedule.scheduling.refusals import OwnCalendarOnly


def own_calendar(work: Work, offer: Offer, resource_ids: frozenset[UUID]) -> frozenset[UUID]:
    """The resources asked for, the caller's own among them where it must be.

    Raises NotFound for a resource that cannot give this service, OwnCalendarOnly for a
    colleague, or when the caller does not give this service at all.
    """
    for id in resource_ids:
        if id not in offer:
            raise NotFound(f"{why_not(work.get(Resource, id))}.")
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


def why_not(asked: Resource, service: str = "this service") -> str:
    """Why a resource cannot give a service, as a sentence without its end."""
    if not asked.is_active:
        return f"{asked.name} is switched off"
    verb = "does not give" if asked.kind == "staff" else "is not for"
    return f"{asked.name} {verb} {service}"
