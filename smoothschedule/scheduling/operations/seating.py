"""Seats of a class are taken: in the session that stands at that time, or in a new one.

Whoever changes who comes to a session locks its row first, then participants, then the
service where it has limits, then the resources. Seats are counted with the resources locked
against everybody else who would take time of them, so no more are given than there are.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select, update

from smoothschedule.core.db import new_id
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling import events
from smoothschedule.scheduling.models import Allocation, Appointment
from smoothschedule.scheduling.operations.limits import lock_limits
from smoothschedule.scheduling.operations.placing import (
    PLAINLY,
    Option,
    Placed,
    Terms,
    lock_candidates,
    options_for,
    place,
    settle,
)
from smoothschedule.scheduling.operations.refusing import with_alternatives
from smoothschedule.scheduling.queries.facts import Question
from smoothschedule.scheduling.queries.seats import resources_of, seats_taken, sessions_at
from smoothschedule.scheduling.refusals import SlotTaken
from smoothschedule.scheduling.rules.assignment import can_assign
from smoothschedule.scheduling.rules.states import EXPECTED, State

#: Each further try means that somebody opened a session there just now.
_TRIES = 5


def take_time(
    work: Work,
    question: Question,
    starts_at: datetime,
    *,
    appointment_id: UUID,
    terms: Terms = PLAINLY,
) -> Placed:
    """The time belongs to the appointment: its own, or that of a session of the class.

    Raises the refusal with up to three alternatives. Locks as `place`, and the session.
    """
    if not question.is_class:
        return place(work, question, starts_at, appointment_id=appointment_id, terms=terms)
    session = take_seats(work, question, starts_at, terms=terms)
    return Placed(session.location_id, session.starts_at, session.ends_at, session.id)


def take_seats(
    work: Work, question: Question, starts_at: datetime, *, terms: Terms = PLAINLY
) -> Appointment:
    """The session that begins then and has room for the party; opened now where none does.

    Raises the refusal with alternatives. Emits SessionOpened for a new one.
    """
    for _ in range(_TRIES):
        known = lock_sessions(work, sessions_at(work, question.offer.service.id, starts_at))
        try:
            with work.session.begin_nested():
                return _seat(work, question, starts_at, terms=terms, known=known)
        except _OpenedMeanwhile:
            continue  # with its row locked before the resources, as everybody does
    raise with_alternatives(SlotTaken, work, question, starts_at)


def lock_sessions(work: Work, ids: Collection[UUID]) -> list[Appointment]:
    """These sessions as they are now; who comes to them is nobody else's to change."""
    if not ids:
        return []
    query = select(Appointment).where(Appointment.id.in_(ids)).order_by(Appointment.id)
    locked = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return list(work.session.scalars(locked))


def open_session(
    work: Work,
    question: Question,
    starts_at: datetime,
    options: Sequence[Option],
    *,
    stays_empty: bool = False,
) -> Appointment:
    """A new session of the class; its time is taken. Emits SessionOpened."""
    service, session_id = question.offer.service, new_id()
    placed = settle(work, question, starts_at, options, appointment_id=session_id)
    session = Appointment(
        id=session_id,
        state=State.CONFIRMED,
        is_session=True,
        seats=0,
        stays_empty=stays_empty,
        service_id=service.id,
        location_id=placed.location_id,
        starts_at=placed.starts_at,
        ends_at=placed.ends_at,
        currency=service.currency,
        # Nobody is reminded of it: its participants are, one by one.
        reminders_planned_for=placed.starts_at,
    )
    work.session.add(session)
    work.session.flush()
    work.emit(events.SessionOpened(session.id, service.id))
    return session


def close_if_empty(work: Work, session_id: UUID) -> None:
    """A session that nobody comes to is gone, unless the team scheduled it or it has begun.

    The caller has locked it. Emits SessionClosed.
    """
    session = work.get(Appointment, session_id)
    if session.stays_empty or session.state not in EXPECTED or session.starts_at <= work.now:
        return
    somebody = exists().where(Appointment.session_id == session_id, Appointment.is_blocking)
    if work.session.scalar(select(somebody)):
        return
    session.state = State.EXPIRED
    work.session.flush()
    work.session.execute(
        update(Allocation)
        .where(Allocation.appointment_id == session_id)
        .values(blocking=False)
        .execution_options(synchronize_session=False)
    )
    work.emit(events.SessionClosed(session.id, session.service_id))


class _OpenedMeanwhile(Exception):
    """A session turned up whose row is not locked yet."""


def _seat(
    work: Work,
    question: Question,
    starts_at: datetime,
    *,
    terms: Terms,
    known: Sequence[Appointment],
) -> Appointment:
    lock_limits(work, question)
    lock_candidates(work, question, terms)
    standing = [each for each in known if each.state == State.CONFIRMED]
    if set(sessions_at(work, question.offer.service.id, starts_at)) - {s.id for s in standing}:
        raise _OpenedMeanwhile
    options = options_for(work, question, starts_at, terms)
    joined = _with_room(work, standing, options, terms.preferred)
    return joined or open_session(work, question, starts_at, options)


def _with_room(
    work: Work,
    standing: Sequence[Appointment],
    options: Sequence[Option],
    preferred: frozenset[UUID],
) -> Appointment | None:
    """The session that the party fits into: with those preferred, then the fullest."""
    ids = [each.id for each in standing]
    held, taken = resources_of(work, ids), seats_taken(work, ids)
    fitting = [
        each
        for each in standing
        if any(
            option.site.location_id == each.location_id and _meets(option, held[each.id])
            for option in options
        )
    ]
    fitting.sort(key=lambda each: (-len(held[each.id] & preferred), -taken.get(each.id, 0)))
    return fitting[0] if fitting else None


def _meets(option: Option, held: frozenset[UUID]) -> bool:
    rows = [[each for each in row if each in held] for row in option.slot.candidates]
    return len(rows) == len(held) and can_assign(rows)
