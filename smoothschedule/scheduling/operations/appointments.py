"""What is decided about an appointment: approved, rejected, cancelled, noted on."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import Allocation, Appointment, AppointmentChange
from smoothschedule.scheduling.operations.claiming import claimed, locked, remember
from smoothschedule.scheduling.operations.mailing import queue_mail
from smoothschedule.scheduling.operations.seating import close_if_empty
from smoothschedule.scheduling.operations.sessions import carry_along
from smoothschedule.scheduling.queries.policies import cancellation_policy
from smoothschedule.scheduling.refusals import (
    ManagersApprove,
    PastTime,
    VisitCompleted,
    WrongState,
)
from smoothschedule.scheduling.rules.mails import Mail
from smoothschedule.scheduling.rules.states import EXPECTED, Act, State
from smoothschedule.tenants.quotas import own_tenant
from smoothschedule.users.rules import Role


def approve(work: Work, appointment_id: UUID, *, version: int) -> Appointment:
    """The request is confirmed. Emits AppointmentApproved.

    Raises Stale, WrongState, or ManagersApprove for staff where the business says so.
    """
    require_approver(work)
    found = claimed(work, appointment_id, Act.APPROVE, version=version)
    change = remember(work, found, Act.APPROVE, to=State.CONFIRMED)
    found.state = State.CONFIRMED
    found.sequence += 1
    work.session.flush()
    event = events.AppointmentApproved(
        found.id, found.service_id, queue_mail(work, found, Mail.APPROVAL)
    )
    work.emit(event, change_id=str(change.id))
    return found


def reject(work: Work, appointment_id: UUID, *, version: int, reason: str | None) -> Appointment:
    """The request is turned down and its time free. Emits AppointmentRejected.

    Raises as `approve` does.
    """
    require_approver(work)
    found = claimed(work, appointment_id, Act.REJECT, version=version)
    change = end(work, found, Act.REJECT, to=State.REJECTED, reason=reason)
    event = events.AppointmentRejected(
        found.id, found.service_id, queue_mail(work, found, Mail.REJECTION)
    )
    work.emit(event, change_id=str(change.id))
    return found


def cancel(
    work: Work,
    appointment_id: UUID,
    *,
    version: int,
    reason: str | None,
    by_guest: bool,
    notify: bool = True,
) -> Appointment:
    """The appointment is off and its time free, or its seat. Emits AppointmentCancelled.

    With a session all who come to it are off, which is told for each.

    What it costs a guest by the business's policy is recorded; being called off by the
    business costs nothing. Raises Stale, VisitCompleted or WrongState, and PastTime for
    a guest once it has begun.
    """
    found = claimed(work, appointment_id, Act.CANCEL, version=version)
    if by_guest:
        require_guests_turn(work, found)
        policy = cancellation_policy(work)
        found.late_fee_minor = policy.fee_minor(found.price_minor, found.starts_at, now=work.now)
    change = end(work, found, Act.CANCEL, to=State.CANCELLED, reason=reason, is_told=notify)
    mail_id = queue_mail(work, found, Mail.CANCELLATION) if notify else None
    event = events.AppointmentCancelled(found.id, found.service_id, mail_id)
    work.emit(event, change_id=str(change.id))
    if found.is_session:
        carry_along(work, found, change, Act.CANCEL)
    return found


def annotate(work: Work, appointment_id: UUID, *, version: int, **told: str | None) -> Appointment:
    """`notes` and `payment_method` are as told, as far as they are.

    Emits AppointmentChanged; raises Stale or VisitCompleted.
    """
    found = locked(work, appointment_id, version=version)
    if found.state == State.COMPLETED:
        raise VisitCompleted
    for name, value in told.items():
        setattr(found, name, value)
    work.session.flush()
    work.emit(events.AppointmentChanged(found.id, found.service_id))
    return found


def end(
    work: Work,
    found: Appointment,
    act: Act,
    *,
    to: State,
    reason: str | None = None,
    is_told: bool = True,
) -> AppointmentChange:
    """It stands no more and its time is free; returns what it was before."""
    change = remember(work, found, act, to=to, reason=reason, is_told=is_told)
    found.state = to
    found.cancel_reason = reason
    found.sequence += 1
    work.session.flush()
    work.session.execute(
        update(Allocation)
        .where(Allocation.appointment_id == found.id)
        .values(blocking=False)
        .execution_options(synchronize_session=False)
    )
    if found.session_id is not None:
        close_if_empty(work, found.session_id)
    return change


def require_guests_turn(work: Work, found: Appointment) -> None:
    """A guest may still change it; raises WrongState, or PastTime once it has begun."""
    if State(found.state) not in EXPECTED:
        raise WrongState
    if found.starts_at <= work.now:
        raise PastTime


def require_approver(work: Work) -> None:
    """The caller may answer requests; raises ManagersApprove."""
    if work.actor.role == Role.TENANT_STAFF and not own_tenant(work).staff_may_approve:
        raise ManagersApprove
