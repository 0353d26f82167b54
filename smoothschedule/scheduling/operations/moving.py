"""An appointment gets another time, length or other people; its id and history stay."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import Allocation, Appointment, AppointmentChange
from smoothschedule.scheduling.operations.appointments import require_guests_turn
from smoothschedule.scheduling.operations.claiming import claimed, remember
from smoothschedule.scheduling.operations.holds import expire_before_booking
from smoothschedule.scheduling.operations.mailing import queue_mail
from smoothschedule.scheduling.operations.own_calendar import own_calendar
from smoothschedule.scheduling.operations.placing import PLAINLY, Terms, free, place, terms_for
from smoothschedule.scheduling.operations.seating import close_if_empty, take_time
from smoothschedule.scheduling.operations.sessions import carry_along
from smoothschedule.scheduling.queries.facts import Offer, Question, offer_of, wanted_of
from smoothschedule.scheduling.queries.moves import length_of, question_about
from smoothschedule.scheduling.queries.policies import cancellation_policy
from smoothschedule.scheduling.queries.seats import seats_taken
from smoothschedule.scheduling.refusals import LengthIsFixed, ManagersMove, TooLateToMove
from smoothschedule.scheduling.rules.mails import Mail
from smoothschedule.scheduling.rules.states import Act
from smoothschedule.tenants.quotas import own_tenant
from smoothschedule.users.rules import Role


@dataclass(frozen=True, slots=True)
class Telling:
    """Why, in words for the team, and whether the guest is written to."""

    reason: str | None = None
    notify: bool = True


TOLD: Final = Telling()


def move(
    work: Work,
    appointment_id: UUID,
    *,
    version: int,
    starts_at: datetime,
    resource_ids: frozenset[UUID],
    duration_minutes: int | None = None,
    overlap: bool = False,
    telling: Telling = TOLD,
) -> Appointment:
    """Staff moved it to another time or other resources; its id stays, and its length unless
    another is given.

    Staff not named stay who they were; rooms and things change only when theirs is taken.
    Whoever comes to a session moves with it; a participant moves to another session.
    With `overlap` it may stand over other appointments. Raises as `book` does, Stale,
    VisitCompleted, LengthIsFixed, or ManagersMove for staff where the business says so; then
    the old time is still the appointment's. Emits AppointmentMoved.
    """
    require_mover(work)
    terms = terms_for(work, overlap=overlap)
    expire_before_booking(work)
    found = claimed(work, appointment_id, Act.MOVE, version=version)
    why, is_told = telling.reason, telling.notify
    change = remember(work, found, Act.MOVE, to=found.state, reason=why, is_told=is_told)
    offer = offer_of(work, found.service_id)
    current = frozenset(change.from_resource_ids)
    wanted = own_calendar(work, offer, resource_ids) | staff_who_stay(offer, current, resource_ids)
    length = new_length(found, offer, duration_minutes)
    question = question_about(found, offer, wanted=wanted, length=length)
    # What has begun may still take longer, or be finished by somebody else.
    has_begun = starts_at == found.starts_at
    terms = replace(terms.preferring(current), may_be_past=has_begun)
    place_anew(work, found, question, starts_at, terms=terms)
    tell_of_move(work, found, change)
    if found.is_session:
        carry_along(work, found, change, Act.MOVE)
    return found


def move_by_guest(
    work: Work,
    appointment_id: UUID,
    *,
    version: int,
    starts_at: datetime,
    resource_id: UUID | None = None,
    reason: str | None = None,
) -> Appointment:
    """The guest moved it by the rules for visitors: to whom they named, or else with the same
    people where they are free.

    Raises NotFound for somebody who does not do it, a refusal with alternatives, PastTime once
    it has begun, TooLateToMove once cancelling would cost something, Stale or WrongState.
    Emits AppointmentMoved.
    """
    expire_before_booking(work)
    found = claimed(work, appointment_id, Act.MOVE, version=version)
    require_guests_turn(work, found)
    policy = cancellation_policy(work)
    if not policy.may_move(found.price_minor, found.starts_at, now=work.now):
        raise TooLateToMove
    change = remember(work, found, Act.MOVE, to=found.state, reason=reason)
    offer = offer_of(work, found.service_id)
    wanted = wanted_of(offer, resource_id)
    question = question_about(found, offer, wanted=wanted, is_visitor=True)
    terms = PLAINLY.preferring(frozenset(change.from_resource_ids))
    place_anew(work, found, question, starts_at, terms=terms)
    tell_of_move(work, found, change)
    return found


def new_length(found: Appointment, offer: Offer, minutes: int | None) -> timedelta | None:
    """What it shall take, None to stay as it is; raises LengthIsFixed where the service alone
    says that."""
    if minutes is None or timedelta(minutes=minutes) == length_of(found):
        return None
    return length_for_all(offer, minutes)


def length_for_all(offer: Offer, minutes: int | None) -> timedelta | None:
    """The length that is asked for, if one is; raises LengthIsFixed as `new_length` does."""
    if minutes is None:
        return None
    if offer.segments or offer.service.capacity is not None:
        raise LengthIsFixed
    return timedelta(minutes=minutes)


def require_mover(work: Work) -> None:
    """The caller may move appointments; raises ManagersMove."""
    if work.actor.role == Role.TENANT_STAFF and not own_tenant(work).staff_may_reschedule:
        raise ManagersMove


def place_anew(
    work: Work, found: Appointment, question: Question, starts_at: datetime, *, terms: Terms
) -> None:
    """The time it had is free and the new one its own; guests are to hear of it."""
    former = found.session_id
    if former is not None:
        placed = take_time(work, question, starts_at, appointment_id=found.id, terms=terms)
    else:
        free(work, found.id)
        if found.is_session:
            question = replace(question, seats=_party(work, found, question))
        placed = place(work, question, starts_at, appointment_id=found.id, terms=terms)
    found.location_id, found.session_id = placed.location_id, placed.session_id
    found.starts_at, found.ends_at = placed.starts_at, placed.ends_at
    found.sequence += 1
    if found.is_session:
        found.reminders_planned_for = found.starts_at
    work.session.flush()
    if former is not None and former != found.session_id:
        close_if_empty(work, former)


def _party(work: Work, session: Appointment, question: Question) -> int:
    """As many as come to the session, but not more than the class has seats."""
    taken = seats_taken(work, [session.id]).get(session.id, 1)
    return min(taken, question.offer.service.capacity or 1)


def tell_of_move(work: Work, found: Appointment, change: AppointmentChange, **details: str) -> None:
    """Whoever is concerned hears of the move, the guest where the change says so; the audit
    says who serves it now, if others."""
    holder = found.session_id or found.id
    query = select(Allocation.resource_id).where(Allocation.appointment_id == holder)
    now = sorted(set(work.session.scalars(query)))
    others = {} if now == change.from_resource_ids else {"now_with_id": list(map(str, now))}
    mail_id = queue_mail(work, found, Mail.CHANGE) if change.is_told else None
    event = events.AppointmentMoved(found.id, found.service_id, mail_id)
    work.emit(event, change_id=str(change.id), **others, **details)


def staff_who_stay(
    offer: Offer, current: frozenset[UUID], resource_ids: frozenset[UUID]
) -> frozenset[UUID]:
    """Current staff whose requirement nobody else was named for."""
    replaced = {c.requirement for c in offer.candidates if c.resource_id in resource_ids}
    return frozenset(
        c.resource_id
        for c in offer.candidates
        if c.kind == "staff" and c.resource_id in current and c.requirement not in replaced
    )
