"""A visitor's slot is kept while the form is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, select, update

from smoothschedule.core.db import new_id
from smoothschedule.core.problems import NotFound
from smoothschedule.core.tokens import new_token, token_hash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import Allocation, Appointment
from smoothschedule.scheduling.operations.placing import add_along, price_of
from smoothschedule.scheduling.operations.quotas import require_appointment
from smoothschedule.scheduling.operations.seating import close_if_empty, lock_sessions, take_time
from smoothschedule.scheduling.operations.waitlist_offers import end_offers
from smoothschedule.scheduling.queries.appointments import appointment_of_hold
from smoothschedule.scheduling.queries.facts import Offer, Question, offer_of
from smoothschedule.scheduling.queries.occupied import run_out
from smoothschedule.scheduling.rules.waitlist import OfferState

HOLD_FOR = timedelta(minutes=5)


def hold(
    work: Work, question: Question, starts_at: datetime, *, until: datetime | None = None
) -> tuple[Appointment, str]:
    """The slot is kept for five minutes, or until then; the token returned is shown this once.

    Raises a refusal with alternatives, or BookingPaused when the month's appointments are used
    up: before the visitor has typed anything. The offer was read in this transaction. Emits
    AppointmentHeld.
    """
    if question.offer.holds_run_out:
        _expire_apart(work)
    appointment_id, token = new_id(), new_token()
    placed = take_time(work, question, starts_at, appointment_id=appointment_id)
    require_appointment(work, by_visitor=True)
    service = question.offer.service
    held = Appointment(
        id=appointment_id,
        state="hold",
        service_id=service.id,
        location_id=placed.location_id,
        session_id=placed.session_id,
        seats=question.seats,
        starts_at=placed.starts_at,
        ends_at=placed.ends_at,
        hold_expires_at=until or work.now + HOLD_FOR,
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
    held = held_by(work, token)
    if held is None:
        raise NotFound
    if held.state == "hold":
        let_go(work, held)


def let_go(work: Work, held: Appointment) -> None:
    """The slot is free again. The caller has locked the hold. Emits HoldReleased."""
    _expire(work, [held])
    work.emit(events.HoldReleased(held.id, held.service_id))


def expire_stale_holds(work: Work) -> int:
    """Every hold that has run out occupies nothing any more; returns how many there were.

    Emits HoldExpired for each.
    """
    now = {"now": work.now}
    sessions = work.session.scalars(select(Appointment.session_id).where(*run_out()), now).all()
    lock_sessions(work, {id for id in sessions if id is not None})
    stale = work.session.scalars(
        select(Appointment).where(*run_out()).order_by(Appointment.id).with_for_update(), now
    ).all()
    if stale:
        _expire(work, stale)
    for row in stale:
        work.emit(events.HoldExpired(row.id, row.service_id))
    return len(stale)


def expire_before_booking(work: Work) -> None:
    """No hold that has run out stands in the way of what this transaction will book.

    It happens in a transaction of its own: otherwise the freed rows would stay locked, and
    others wait for them, until this booking is through.
    """
    if work.session.scalar(_stale(), {"now": work.now}):
        _expire_apart(work)


def offer_to_book(work: Work, service_id: UUID) -> Offer:
    """The offer, as `offer_of`; besides, as `expire_before_booking`. Asked before anybody is
    locked: ending holds waits for others, and may not while they wait for this transaction."""
    offer = offer_of(work, service_id)
    if offer.holds_run_out:
        _expire_apart(work)
    return offer


def _expire_apart(work: Work) -> None:
    with work.apart() as apart:
        expire_stale_holds(apart)


@cache
def _stale() -> Select[Any]:
    """Whether a hold has run out."""
    return select(exists().where(*run_out()))


def held_by(work: Work, token: str) -> Appointment | None:
    """What the hold token began, locked, and before it the session that it is a seat of."""
    seen = appointment_of_hold(work, token)
    return locked_hold(work, seen) if seen is not None else None


def locked_hold(work: Work, seen: Appointment) -> Appointment:
    """What was held as it is now, locked, and before it the session that it is a seat of."""
    if seen.session_id is not None:
        lock_sessions(work, [seen.session_id])
    query = select(Appointment).where(Appointment.id == seen.id).with_for_update()
    return work.session.scalars(query.execution_options(populate_existing=True)).one()


def _expire(work: Work, held: Sequence[Appointment]) -> None:
    ids = [each.id for each in held]
    work.session.execute(
        update(Appointment)
        .where(Appointment.id.in_(ids))
        .values(state="expired", version=Appointment.version + 1)
        .execution_options(synchronize_session=False)
    )
    for session_id in sorted({each.session_id for each in held if each.session_id}):
        close_if_empty(work, session_id)
    end_offers(work, ids, as_=OfferState.LAPSED)
    work.session.execute(
        update(Allocation)
        .where(Allocation.appointment_id.in_(ids))
        .values(blocking=False)
        .execution_options(synchronize_session=False)
    )
