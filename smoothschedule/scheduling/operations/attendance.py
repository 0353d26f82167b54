"""The visit itself: the customer is here, the work begins, it is done, or nobody came."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import Allocation, Appointment
from smoothschedule.scheduling.operations.claiming import claimed, remember
from smoothschedule.scheduling.operations.sessions import carry_along
from smoothschedule.scheduling.rules.states import STEPS, Act


def check_in(work: Work, appointment_id: UUID, *, version: int) -> Appointment:
    """The customer is here. Raises Stale, NotYet or WrongState. Emits AppointmentCheckedIn."""
    return _step(work, appointment_id, Act.CHECK_IN, events.AppointmentCheckedIn, version=version)


def start(work: Work, appointment_id: UUID, *, version: int) -> Appointment:
    """The work has begun. Raises as `check_in` does. Emits AppointmentStarted."""
    return _step(work, appointment_id, Act.START, events.AppointmentStarted, version=version)


def complete(work: Work, appointment_id: UUID, *, version: int) -> Appointment:
    """It is done, and locked against changes; with a session, of all who were not marked missing.

    Raises as `check_in`. Emits AppointmentCompleted.
    """
    return _step(work, appointment_id, Act.COMPLETE, events.AppointmentCompleted, version=version)


def mark_no_show(work: Work, appointment_id: UUID, *, version: int) -> Appointment:
    """Nobody came, and what is left of the time is free.

    Raises Stale, WrongState, or NotYet before the start. Emits AppointmentMissed.
    """
    missed = _step(work, appointment_id, Act.NO_SHOW, events.AppointmentMissed, version=version)
    work.session.execute(
        update(Allocation)
        .where(Allocation.appointment_id == missed.id)
        .values(blocking=False)
        .execution_options(synchronize_session=False)
    )
    return missed


def _step(
    work: Work,
    appointment_id: UUID,
    act: Act,
    event: type[events.AppointmentEvent],
    *,
    version: int,
) -> Appointment:
    found = claimed(work, appointment_id, act, version=version)
    change = remember(work, found, act, to=STEPS[act].after)
    found.state = STEPS[act].after
    work.session.flush()
    work.emit(event(found.id, found.service_id), change_id=str(change.id))
    if found.is_session and act is Act.COMPLETE:
        carry_along(work, found, change, act)
    return found
