"""How full the sessions of classes are, and which stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Allocation, Appointment
from smoothschedule.scheduling.rules.states import State


def seats_taken(
    work: Work, session_ids: Collection[UUID], *, without: UUID | None = None
) -> Mapping[UUID, int]:
    """The seats that participants of these sessions have, holds included; none is not named.

    `without` is a participant who is not in their own way.
    """
    if not session_ids:
        return {}
    query = (
        select(Appointment.session_id, func.sum(Appointment.seats))
        .where(
            Appointment.session_id.in_(session_ids),
            Appointment.is_blocking,
            or_(Appointment.state != State.HOLD, Appointment.hold_expires_at > work.now),
        )
        .group_by(Appointment.session_id)
    )
    if without is not None:
        query = query.where(Appointment.id != without)
    return {id: int(seats) for id, seats in work.session.execute(query) if id is not None}


@cache
def seats_booked() -> ColumnElement[int]:
    """Of the appointment at hand, the seats that are booked: holds aside."""
    participant = aliased(Appointment)
    query = select(func.coalesce(func.sum(participant.seats), 0)).where(
        participant.tenant_id == Appointment.tenant_id,
        participant.session_id == Appointment.id,
        participant.is_blocking,
        participant.state != State.HOLD,
    )
    return query.correlate(Appointment).scalar_subquery()


def sessions_at(work: Work, service_id: UUID, starts_at: datetime) -> list[UUID]:
    """The sessions of the class that begin then and can be joined, in order of id."""
    query = select(Appointment.id).where(
        Appointment.service_id == service_id,
        Appointment.starts_at == starts_at,
        Appointment.is_session,
        Appointment.state == State.CONFIRMED,
    )
    return list(work.session.scalars(query.order_by(Appointment.id)))


def resources_of(work: Work, appointment_ids: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Whose time each of these takes."""
    found: dict[UUID, set[UUID]] = {id: set() for id in appointment_ids}
    query = select(Allocation.appointment_id, Allocation.resource_id)
    for row in work.session.execute(query.where(Allocation.appointment_id.in_(found))):
        found[row.appointment_id].add(row.resource_id)
    return {id: frozenset(ids) for id, ids in found.items()}


def standing_participants(session_id: UUID) -> Any:
    """Whoever has a seat there, holds included, in order of id."""
    return (
        select(Appointment)
        .where(Appointment.session_id == session_id, Appointment.is_blocking)
        .order_by(Appointment.id)
    )
