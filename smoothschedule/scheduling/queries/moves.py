"""Where an appointment that there is could be instead."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Appointment
from smoothschedule.scheduling.queries.facts import Offer, Question, offer_of, wanted_of
from smoothschedule.scheduling.queries.occupied import Moments
from smoothschedule.scheduling.queries.offered import refuse_long_range, shown


def slots_for_guest(
    work: Work, found: Appointment, within: Moments, *, resource_id: UUID | None = None
) -> dict[str, Any]:
    """The times to which the guest may move it: as long as it is now, and past itself; when it
    is now only with somebody else.

    Whether the service is still booked online does not matter. Raises NotFound for what is not
    offered any more, or not by the one who was named.
    """
    refuse_long_range(within)
    offer = offer_of(work, found.service_id)
    wanted = wanted_of(offer, resource_id)
    told = shown(work, question_about(found, offer, wanted=wanted, is_visitor=True), within)
    if wanted <= {each.resource_id for each in found.allocations}:
        told["items"] = [slot for slot in told["items"] if slot.starts_at != found.starts_at]
    return told


def question_about(
    found: Appointment,
    offer: Offer,
    *,
    wanted: frozenset[UUID] = frozenset(),
    is_visitor: bool = False,
    length: timedelta | None = None,
) -> Question:
    """May this appointment be at another time, of another length, or with others; it is not in
    its own way."""
    return Question(
        offer,
        is_visitor=is_visitor,
        wanted=wanted,
        moving=found.id,
        customer_id=found.customer_id,
        duration_seconds=int((length or length_of(found)).total_seconds()),
        seats=max(found.seats, 1),
    )


def length_of(found: Appointment) -> timedelta:
    """How long it takes now."""
    return found.ends_at - found.starts_at
