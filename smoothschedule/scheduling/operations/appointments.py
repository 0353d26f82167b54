"""What becomes of an appointment: approved, rejected, cancelled, moved, noted on.

Each change locks the row, then compares state and version: of two who act on the same
appointment at once the second hears that it has changed.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from smoothschedule.core.problems import Stale
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import Allocation, Appointment
from smoothschedule.scheduling.operations.holds import expire_before_booking
from smoothschedule.scheduling.operations.own_calendar import own_calendar
from smoothschedule.scheduling.operations.placing import free, place
from smoothschedule.scheduling.queries.appointments import OPEN_STATES
from smoothschedule.scheduling.queries.facts import Offer, Question, offer_of
from smoothschedule.scheduling.queries.policies import cancellation_policy
from smoothschedule.scheduling.refusals import (
    ManagersApprove,
    ManagersMove,
    PastTime,
    TooLateToMove,
    WrongState,
)
from smoothschedule.tenants.quotas import own_tenant
from smoothschedule.users.rules import Role


def approve(work: Work, appointment_id: UUID, *, version: int) -> Appointment:
    """The request is confirmed. Emits AppointmentApproved.

    Raises Stale, WrongState, or ManagersApprove for staff where the business says so.
    """
    _require_approver(work)
    found = _claimed(work, appointment_id, version=version, states=("pending",))
    found.state = "confirmed"
    found.sequence += 1
    work.session.flush()
    work.emit(events.AppointmentApproved(found.id, found.service_id))
    return found


def reject(work: Work, appointment_id: UUID, *, version: int, reason: str | None) -> Appointment:
    """The request is turned down and its time free. Emits AppointmentRejected.

    Raises as `approve` does.
    """
    _require_approver(work)
    found = _claimed(work, appointment_id, version=version, states=("pending",))
    _end(work, found, state="rejected", reason=reason)
    work.emit(events.AppointmentRejected(found.id, found.service_id))
    return found


def cancel(
    work: Work, appointment_id: UUID, *, version: int, reason: str | None, by_guest: bool
) -> Appointment:
    """The appointment is off and its time free. Emits AppointmentCancelled.

    What it costs a guest by the business's policy is recorded; being called off by the
    business costs nothing. Raises Stale or WrongState, and PastTime for a guest once it has
    begun.
    """
    found = _claimed(work, appointment_id, version=version, states=OPEN_STATES)
    if by_guest and found.starts_at <= work.now:
        raise PastTime
    if by_guest:
        policy = cancellation_policy(work)
        found.late_fee_minor = policy.fee_minor(found.price_minor, found.starts_at, now=work.now)
    _end(work, found, state="cancelled", reason=reason)
    work.emit(events.AppointmentCancelled(found.id, found.service_id))
    return found


def move(
    work: Work,
    appointment_id: UUID,
    *,
    version: int,
    starts_at: datetime,
    resource_ids: frozenset[UUID],
) -> Appointment:
    """Staff moved it to another time or other resources; id and length stay.

    Staff not named stay who they were; rooms and things change only when theirs is taken.
    Raises as `book` does, Stale, WrongState, or ManagersMove for staff where the business says
    so; then the old time is still the appointment's. Emits AppointmentMoved.
    """
    if work.actor.role == Role.TENANT_STAFF and not own_tenant(work).staff_may_reschedule:
        raise ManagersMove
    expire_before_booking(work)
    found = _claimed(work, appointment_id, version=version, states=OPEN_STATES)
    offer = offer_of(work.session, found.service_id)
    current = _resources(work, found)
    wanted = own_calendar(work, offer, resource_ids) | _staff_who_stay(offer, current, resource_ids)
    question = _question(found, offer, wanted=wanted, is_visitor=False)
    return _place_anew(work, found, question, starts_at, preferred=current)


def move_by_guest(
    work: Work, appointment_id: UUID, *, version: int, starts_at: datetime
) -> Appointment:
    """The guest moved it, with the same people where they are free, by the rules for visitors.

    Raises a refusal with alternatives, PastTime once it has begun, TooLateToMove once
    cancelling would cost something, Stale or WrongState. Emits AppointmentMoved.
    """
    expire_before_booking(work)
    found = _claimed(work, appointment_id, version=version, states=OPEN_STATES)
    if found.starts_at <= work.now:
        raise PastTime
    policy = cancellation_policy(work)
    if not policy.may_move(found.price_minor, found.starts_at, now=work.now):
        raise TooLateToMove
    offer = offer_of(work.session, found.service_id)
    question = _question(found, offer, wanted=frozenset(), is_visitor=True)
    return _place_anew(work, found, question, starts_at, preferred=_resources(work, found))


def annotate(work: Work, appointment_id: UUID, *, version: int, notes: str) -> Appointment:
    """The notes are as said. Emits AppointmentChanged; raises Stale."""
    found = work.get(Appointment, appointment_id, lock=True)
    if found.version != version:
        raise Stale
    found.notes = notes
    work.session.flush()
    work.emit(events.AppointmentChanged(found.id, found.service_id))
    return found


def _require_approver(work: Work) -> None:
    if work.actor.role == Role.TENANT_STAFF and not own_tenant(work).staff_may_approve:
        raise ManagersApprove


def _claimed(
    work: Work, appointment_id: UUID, *, version: int, states: tuple[str, ...]
) -> Appointment:
    found = work.get(Appointment, appointment_id, lock=True)
    if found.version != version:
        raise Stale
    if found.state not in states:
        raise WrongState
    return found


def _end(work: Work, found: Appointment, *, state: str, reason: str | None) -> None:
    found.state = state
    found.cancel_reason = reason
    found.sequence += 1
    work.session.flush()
    work.session.execute(
        update(Allocation)
        .where(Allocation.appointment_id == found.id)
        .values(blocking=False)
        .execution_options(synchronize_session=False)
    )


def _question(
    found: Appointment, offer: Offer, *, wanted: frozenset[UUID], is_visitor: bool
) -> Question:
    return Question(
        offer,
        is_visitor=is_visitor,
        wanted=wanted,
        moving=found.id,
        duration_seconds=int((found.ends_at - found.starts_at).total_seconds()),
    )


def _place_anew(
    work: Work,
    found: Appointment,
    question: Question,
    starts_at: datetime,
    *,
    preferred: frozenset[UUID],
) -> Appointment:
    free(work, found.id)
    placed = place(work, question, starts_at, appointment_id=found.id, preferred=preferred)
    found.location_id = placed.location_id
    found.starts_at, found.ends_at = placed.starts_at, placed.ends_at
    found.sequence += 1
    work.session.flush()
    work.emit(events.AppointmentMoved(found.id, found.service_id))
    return found


def _resources(work: Work, found: Appointment) -> frozenset[UUID]:
    query = Allocation.appointment_id == found.id
    return frozenset(
        allocation.resource_id for allocation in work.session.query(Allocation).where(query)
    )


def _staff_who_stay(
    offer: Offer, current: frozenset[UUID], resource_ids: frozenset[UUID]
) -> frozenset[UUID]:
    """Current staff whose requirement nobody else was named for."""
    replaced = {c.requirement for c in offer.candidates if c.resource_id in resource_ids}
    return frozenset(
        c.resource_id
        for c in offer.candidates
        if c.kind == "staff" and c.resource_id in current and c.requirement not in replaced
    )
