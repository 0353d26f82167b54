"""Two appointments exchange their times and their staff, both or neither."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from smoothschedule.core.problems import Clash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Appointment, AppointmentChange, Resource
from smoothschedule.scheduling.operations.claiming import claimed, remember
from smoothschedule.scheduling.operations.holds import expire_before_booking
from smoothschedule.scheduling.operations.moving import (
    place_anew,
    require_mover,
    tell_of_move,
)
from smoothschedule.scheduling.operations.own_calendar import own_calendar, why_not
from smoothschedule.scheduling.operations.placing import PLAINLY, free
from smoothschedule.scheduling.queries.facts import offer_of
from smoothschedule.scheduling.queries.moves import question_about
from smoothschedule.scheduling.queries.people import staff_among
from smoothschedule.scheduling.refusals import ResourceMissing, WrongState
from smoothschedule.scheduling.rules.states import Act


class Seen(NamedTuple):
    """An appointment in the version that the caller saw."""

    id: UUID
    version: int


def swap(work: Work, one: Seen, other: Seen, *, notify: bool = True) -> list[Appointment]:
    """Each has the other's start and staff, and its own length, rooms and history.

    Raises Stale, VisitCompleted, WrongState, ManagersMove, ResourceMissing when somebody does
    not give the other's service, or the refusal of the one that does not fit, by its
    `appointment_id`; then both stay. Emits AppointmentMoved for each.
    """
    require_mover(work)
    expire_before_booking(work)
    pair = [claimed(work, seen.id, Act.SWAP, version=seen.version) for seen in sorted((one, other))]
    if any(found.session_id for found in pair):
        raise WrongState
    before = [remember(work, found, Act.SWAP, to=found.state, is_told=notify) for found in pair]
    for found in pair:
        free(work, found.id)
    for found, change, place in zip(pair, before, reversed(before), strict=True):
        _take_place(work, found, place, preferred=frozenset(change.from_resource_ids))
    for found, change, place in zip(pair, before, reversed(before), strict=True):
        tell_of_move(work, found, change, swapped_with_id=str(place.appointment_id))
    return pair


def _take_place(
    work: Work, found: Appointment, place: AppointmentChange, *, preferred: frozenset[UUID]
) -> None:
    offer = offer_of(work, found.service_id)
    staff = staff_among(work, place.from_resource_ids)
    try:
        for person in sorted(staff):
            if person not in offer:
                reason = why_not(work.get(Resource, person), offer.service.name)
                raise ResourceMissing(f"{reason}, so the two cannot be swapped.")
        question = question_about(found, offer, wanted=own_calendar(work, offer, staff))
        terms = PLAINLY.preferring(preferred)
        place_anew(work, found, question, place.from_starts_at, terms=terms)
    except Clash as refused:
        refused.extra["appointment_id"] = str(found.id)
        raise
