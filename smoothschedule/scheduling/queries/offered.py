"""Free times of a service as they are shown, to staff and to visitors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.queries.appointments import appointment
from smoothschedule.scheduling.queries.facts import (
    Question,
    chosen_addons,
    offer_of,
    party_of,
    sites,
    wanted_of,
)
from smoothschedule.scheduling.queries.free_slots import free_slots
from smoothschedule.scheduling.queries.occupied import Moments
from smoothschedule.scheduling.queries.public import public_offer
from smoothschedule.scheduling.refusals import RangeTooLong
from smoothschedule.tenants.models import Tenant

LONGEST_RANGE = timedelta(days=62)


@dataclass(frozen=True, slots=True)
class Moving:
    """The appointment that is to be elsewhere, and how long it shall take if not as before."""

    appointment_id: UUID
    duration_minutes: int | None = None


def slots_for_staff(
    work: Work,
    service_id: UUID,
    within: Moments,
    *,
    resource_id: UUID | None = None,
    moving: Moving | None = None,
    customer_id: UUID | None = None,
    addon_ids: Sequence[UUID] = (),
    party_size: int = 1,
) -> dict[str, Any]:
    """The times staff may book, for that customer if one is named; those to move an appointment
    to see past the appointment itself."""
    refuse_long_range(within)
    offer, length = offer_of(work, service_id), None
    if moving is not None:
        moved = appointment(work, moving.appointment_id)
        before = int((moved.ends_at - moved.starts_at).total_seconds())
        length = moving.duration_minutes * 60 if moving.duration_minutes else before
        customer_id, party_size = moved.customer_id, max(moved.seats, 1)
    question = Question(
        offer,
        is_visitor=False,
        wanted=wanted_of(offer, resource_id),
        moving=moving.appointment_id if moving else None,
        duration_seconds=length,
        customer_id=customer_id,
        addons=chosen_addons(offer, addon_ids),
        seats=party_of(offer, party_size),
    )
    return shown(work, question, within)


def slots_for_visitors(
    work: Work,
    service_id: UUID,
    within: Moments,
    *,
    resource_id: UUID | None = None,
    addon_ids: Sequence[UUID] = (),
    party_size: int = 1,
) -> dict[str, Any]:
    """The times that visitors may book online."""
    refuse_long_range(within)
    question = visitors_question(
        work,
        service_id,
        resource_id=resource_id,
        addon_ids=addon_ids,
        party_size=party_size,
    )
    return shown(work, question, within)


def visitors_question(
    work: Work,
    service_id: UUID,
    *,
    resource_id: UUID | None = None,
    addon_ids: Sequence[UUID] = (),
    party_size: int = 1,
) -> Question:
    """May a visitor book this, with whom; raises NotFound for what is not offered online."""
    offer = public_offer(work, service_id)
    return Question(
        offer,
        is_visitor=True,
        wanted=wanted_of(offer, resource_id),
        customer_id=work.actor.customer_id,
        addons=chosen_addons(offer, addon_ids),
        seats=party_of(offer, party_size),
    )


def refuse_long_range(within: Moments) -> None:
    """A calendar question covers 62 days at most; raises RangeTooLong."""
    if within[1] - within[0] > LONGEST_RANGE:
        raise RangeTooLong


def zone_of(work: Work, question: Question) -> str:
    """By which clock the times of the service are read: that of its place, or the business's."""
    zones = {site.time_zone for site in sites(question)}
    return zones.pop() if len(zones) == 1 else _business_zone(work)


def shown(work: Work, question: Question, within: Moments) -> dict[str, Any]:
    """The times on offer, and the zone in which they are meant."""
    zone = zone_of(work, question)
    return {"items": free_slots(work, question, within), "time_zone": zone}


def _business_zone(work: Work) -> str:
    if work.context.tenant_id is None:
        raise NotFound
    return work.get(Tenant, work.context.tenant_id).time_zone
