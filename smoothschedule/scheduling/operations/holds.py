"""A visitor's slot is kept while the form is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, select, update

from smoothschedule.core.db import new_id
from smoothschedule.core.problems import NotFound
from smoothschedule.core.tokens import new_token, token_hash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import Allocation, Appointment
from smoothschedule.scheduling.operations.placing import add_along, place, price_of
from smoothschedule.scheduling.operations.quotas import require_appointment
from smoothschedule.scheduling.queries.appointments import appointment_of_hold
from smoothschedule.scheduling.queries.facts import Question

HOLD_FOR = timedelta(minutes=5)


def hold(work: Work, question: Question, starts_at: datetime) -> tuple[Appointment, str]:
    """The slot is kept for five minutes; the token returned is shown this once.

    Raises a refusal with alternatives, or BookingPaused when the month's appointments are used
    up: before the visitor has typed anything. Emits AppointmentHeld.
    """
    expire_before_booking(work)
    appointment_id, token = new_id(), new_token()
    placed = place(work, question, starts_at, appointment_id=appointment_id)
    require_appointment(work, by_visitor=True)
    service = question.offer.service
    held = Appointment(
        id=appointment_id,
        state="hold",
        service_id=service.id,
        location_id=placed.location_id,
        starts_at=placed.starts_at,
        ends_at=placed.ends_at,
        hold_expires_at=work.now + HOLD_FOR,
        hold_token_hash=token_hash(token),
        **price_of(question),
    )
    work.session.add(held)
    work.session.flush()
    add_along(work, held.id, question)
    work.emit(events.AppointmentHeld(held.id, service.id))
    return held, token


def release(work: Work, token: str) -> None:
    """The slot is free again; a hold that is over already stays as it is.

    Raises NotFound for a token that was never given. Emits HoldReleased.
    """
    held = appointment_of_hold(work, token, lock=True)
    if held is None:
        raise NotFound
    if held.state == "hold":
        _expire(work, [held.id])
        work.emit(events.HoldReleased(held.id, held.service_id))


def expire_stale_holds(work: Work) -> int:
    """Every hold that has run out occupies nothing any more; returns how many there were.

    Emits HoldExpired for each.
    """
    stale = work.session.execute(
        select(Appointment.id, Appointment.service_id)
        .where(Appointment.state == "hold", Appointment.hold_expires_at <= work.now)
        .order_by(Appointment.id)
        .with_for_update()
    ).all()
    if stale:
        _expire(work, [row.id for row in stale])
    for row in stale:
        work.emit(events.HoldExpired(row.id, row.service_id))
    return len(stale)


def expire_before_booking(work: Work) -> None:
    """No hold that has run out stands in the way of what this transaction will book.

    It happens in a transaction of its own: otherwise the freed rows would stay locked, and
    others wait for them, until this booking is through.
    """
    waiting = exists().where(Appointment.state == "hold", Appointment.hold_expires_at <= work.now)
    if work.session.scalar(select(waiting)):
        with work.apart() as apart:
            expire_stale_holds(apart)


def _expire(work: Work, ids: Sequence[UUID]) -> None:
    work.session.execute(
        update(Appointment)
        .where(Appointment.id.in_(ids))
        .values(state="expired", version=Appointment.version + 1)
        .execution_options(synchronize_session=False)
    )
    work.session.execute(
        update(Allocation)
        .where(Allocation.appointment_id.in_(ids))
        .values(blocking=False)
        .execution_options(synchronize_session=False)
    )
