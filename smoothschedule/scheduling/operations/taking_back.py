"""What was done to an appointment is taken back, by the same rules as everything else.

The last act can be undone, whatever it was; a visit written down in error can be reopened, and
what was called off restored, at any time. Whatever needs time again has to find it free.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.problems import NotAllowed
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import Allocation, Appointment, AppointmentChange
from smoothschedule.scheduling.operations.appointments import require_approver
from smoothschedule.scheduling.operations.claiming import locked, remember
from smoothschedule.scheduling.operations.holds import expire_before_booking
from smoothschedule.scheduling.operations.mailing import queue_mail
from smoothschedule.scheduling.operations.moving import (
    place_anew,
    require_mover,
    staff_who_stay,
    tell_of_move,
)
from smoothschedule.scheduling.operations.placing import Terms
from smoothschedule.scheduling.operations.quotas import require_appointment
from smoothschedule.scheduling.operations.sessions import bring_back, carry_along
from smoothschedule.scheduling.permissions import KEEP_ATTENDANCE, MANAGE_APPOINTMENTS
from smoothschedule.scheduling.queries.facts import offer_of
from smoothschedule.scheduling.queries.moves import question_about
from smoothschedule.scheduling.refusals import NothingToUndo, VisitCompleted, WrongState
from smoothschedule.scheduling.rules.mails import Mail
from smoothschedule.scheduling.rules.states import ATTENDED, CALLED_OFF, Act, State, step_back

_STEPS_OF_A_VISIT: Final = frozenset({Act.CHECK_IN, Act.START, Act.COMPLETE, Act.NO_SHOW})


def undo(work: Work, appointment_id: UUID, *, version: int) -> Appointment:
    """The last act is taken back.

    Raises Stale, NothingToUndo when there is none or it was a taking back itself, NotAllowed
    without the permission that the act needed, or the refusal when its former time is no
    longer free. Emits what follows from it.
    """
    expire_before_booking(work)
    found = locked(work, appointment_id, version=version)
    last = _last_change(work, found)
    act = Act(last.act) if last and last.to_state == found.state else None
    needed = KEEP_ATTENDANCE if act in _STEPS_OF_A_VISIT else MANAGE_APPOINTMENTS
    if not work.actor.may(needed):
        raise NotAllowed
    if last is None or act is None:
        raise NothingToUndo
    if act is Act.MOVE:
        return _move_back(work, found, last)
    if act in (Act.CANCEL, Act.REJECT):
        return _restore(work, found, last, Act.UNDO)
    if act is Act.APPROVE or act in _STEPS_OF_A_VISIT:
        return _step_back(work, found, last, Act.UNDO)
    raise NothingToUndo


def reopen(work: Work, appointment_id: UUID, *, version: int) -> Appointment:
    """The visit is one step back: a check-in, a start, an end or a no-show was written in error.

    Raises Stale, WrongState, or the refusal when the time of a no-show is taken meanwhile.
    Emits AppointmentReopened.
    """
    expire_before_booking(work)
    found = locked(work, appointment_id, version=version)
    if State(found.state) not in ATTENDED:
        raise WrongState
    return _step_back(work, found, _change_to_state(work, found), Act.REOPEN)


def restore(work: Work, appointment_id: UUID, *, version: int) -> Appointment:
    """What was called off or turned down stands again, at its time, if that is still free.

    Raises Stale, WrongState, QuotaReached, or the refusal with alternatives. Emits
    AppointmentRestored.
    """
    expire_before_booking(work)
    found = locked(work, appointment_id, version=version)
    if State(found.state) not in CALLED_OFF:
        raise VisitCompleted if found.state == State.COMPLETED else WrongState
    return _restore(work, found, _change_to_state(work, found), Act.RESTORE)


def _last_change(work: Work, found: Appointment) -> AppointmentChange | None:
    query = (
        select(AppointmentChange)
        .where(AppointmentChange.appointment_id == found.id)
        .order_by(AppointmentChange.id.desc())
        .limit(1)
    )
    return work.session.scalar(query)


def _change_to_state(work: Work, found: Appointment) -> AppointmentChange | None:
    """The step that led to where it stands, taking back aside."""
    query = (
        select(AppointmentChange)
        .where(
            AppointmentChange.appointment_id == found.id,
            AppointmentChange.to_state == found.state,
            AppointmentChange.from_state != found.state,
            AppointmentChange.act.not_in((Act.UNDO, Act.REOPEN, Act.RESTORE)),
        )
        .order_by(AppointmentChange.id.desc())
        .limit(1)
    )
    return work.session.scalar(query)


def _former_state(found: Appointment, change: AppointmentChange | None) -> State:
    return State(change.from_state) if change else step_back(State(found.state))


def _step_back(
    work: Work, found: Appointment, to: AppointmentChange | None, act: Act
) -> Appointment:
    if to is not None and to.act == Act.APPROVE:
        require_approver(work)
        found.sequence += 1
    change = remember(work, found, act, to=_former_state(found, to))
    if found.state == State.NO_SHOW:
        _take_time_again(work, found, to)
    found.state = change.to_state
    work.session.flush()
    if found.is_session:
        bring_back(work, found, to, change)
    # An approval taken back makes a request of it again, which is told as one.
    is_request = found.state == State.PENDING
    mail_id = queue_mail(work, found, Mail.REQUEST) if is_request else None
    event = events.AppointmentReopened(found.id, found.service_id, mail_id)
    work.emit(event, change_id=str(change.id))
    return found


def _restore(
    work: Work, found: Appointment, off: AppointmentChange | None, act: Act
) -> Appointment:
    if found.state == State.REJECTED:
        require_approver(work)
    is_told = off is None or off.is_told
    change = remember(work, found, act, to=_former_state(found, off), is_told=is_told)
    back = bring_back(work, found, off, change) if found.is_session else [found]
    _take_time_again(work, found, off)
    require_appointment(work, by_visitor=False, adding=len(back))
    found.state = change.to_state
    found.cancel_reason, found.late_fee_minor = None, 0
    work.session.flush()
    mail = Mail.REQUEST if found.state == State.PENDING else Mail.CONFIRMATION
    mail_id = queue_mail(work, found, mail) if is_told else None
    event = events.AppointmentRestored(found.id, found.service_id, mail_id)
    work.emit(event, change_id=str(change.id))
    return found


def _move_back(work: Work, found: Appointment, last: AppointmentChange) -> Appointment:
    require_mover(work)
    change = remember(work, found, Act.UNDO, to=found.state, is_told=last.is_told)
    length = last.from_ends_at - last.from_starts_at if last.from_ends_at else None
    _take_time_again(work, found, last, starts_at=last.from_starts_at, length=length)
    tell_of_move(work, found, change)
    if found.is_session:
        carry_along(work, found, change, Act.MOVE)
    return found


def _take_time_again(
    work: Work,
    found: Appointment,
    before: AppointmentChange | None,
    *,
    starts_at: datetime | None = None,
    length: timedelta | None = None,
) -> None:
    """The same staff at that time, as it was, past times included."""
    held = frozenset(before.from_resource_ids if before else _resources(work, found))
    offer = offer_of(work, found.service_id)
    wanted = staff_who_stay(offer, held, frozenset())
    question = question_about(found, offer, wanted=wanted, length=length)
    overlap = before is not None and before.from_overlap
    terms = Terms(preferred=held, may_be_past=True, overlap=overlap)
    place_anew(work, found, question, starts_at or found.starts_at, terms=terms)


def _resources(work: Work, found: Appointment) -> Sequence[UUID]:
    holder = found.session_id or found.id
    query = select(Allocation.resource_id).where(Allocation.appointment_id == holder)
    return work.session.scalars(query).all()
