"""Departures of resources: how far they are, and what could not be moved."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, exists, func, literal, select, tuple_

from smoothschedule.core.audit import AuditEvent
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.pagination import page
from smoothschedule.core.unit_of_work import Actor, Work
from smoothschedule.scheduling.models import (
    Appointment,
    Customer,
    Departure,
    DepartureRow,
    Resource,
    Service,
)
from smoothschedule.scheduling.queries.appointments import visible
from smoothschedule.scheduling.rules.departures import REVERSIBLE, DepartureState, Fate

LATEST: Final = 5


def fates(work: Work, found: Departure) -> dict[str, int]:
    """How many were moved, cancelled, stayed, are decided about, and are back or not."""
    row = DepartureRow
    counts = {
        "moved": row.fate == Fate.MOVED,
        "cancelled": row.fate == Fate.CANCELLED,
        "refused": row.fate == Fate.STAYED,
        "settled": row.fate.is_not(None),
        "back": row.is_back.is_(True),
        "not_back": row.is_back.is_(False),
    }
    query = select(*(func.count().filter(what).label(name) for name, what in counts.items()))
    return dict(work.session.execute(query.where(row.departure_id == found.id)).mappings().one())


def departure(work: Work, departure_id: UUID) -> dict[str, Any]:
    """One departure as it stands; raises NotFound."""
    return _document(work, work.get(Departure, departure_id))


def departures_of(work: Work, resource_id: UUID) -> list[dict[str, Any]]:
    """The last departures of the resource, the newest first."""
    query = select(Departure).where(Departure.resource_id == resource_id)
    latest = query.order_by(Departure.created_at.desc(), Departure.id.desc()).limit(LATEST)
    return [_document(work, each) for each in work.session.scalars(latest).all()]


def asked_by(work: Work, departure_id: UUID) -> Actor | None:
    """Whoever last said what is to become of the appointments, as the audit knows them."""
    asks = (Tag.DEPARTURE_STARTED, Tag.DEPARTURE_UNDO_ASKED)
    told = select(AuditEvent).where(AuditEvent.subject_id == departure_id, AuditEvent.tag.in_(asks))
    last = work.session.scalar(told.order_by(AuditEvent.id.desc()).limit(1))
    return Actor.behind(last) if last else None


def left_behind(work: Work, departure_id: UUID, *, limit: int, after: str | None) -> dict[str, Any]:
    """A page of the appointments that could not go, or not come back, each with the reason; of
    those that the caller sees."""
    found = work.get(Departure, departure_id)
    order = (DepartureRow.number, DepartureRow.id)
    seen = DepartureRow.appointment_id.in_(select(Appointment.id).where(visible(work)))
    query = _left_behind(found).where(seen)
    listed = page(work.session, query, order, limit=limit, after=after)
    return {**listed, "items": _told(work, listed["items"])}


def is_latest(work: Work, found: Departure) -> bool:
    """The resource has not left again since."""
    # By the database's clock: ids are made by processes, whose clocks differ.
    moment = tuple_(Departure.created_at, Departure.id)
    is_later = moment > tuple_(literal(found.created_at), literal(found.id))
    later = exists().where(Departure.resource_id == found.resource_id, is_later)
    return not work.session.scalar(select(later))


def _left_behind(found: Departure) -> Select[Any]:
    is_after_undo = found.state in (DepartureState.UNDOING, DepartureState.UNDONE)
    what = DepartureRow.is_back.is_(False) if is_after_undo else DepartureRow.fate == Fate.STAYED
    return select(DepartureRow).where(DepartureRow.departure_id == found.id, what)


def _told(work: Work, rows: list[DepartureRow]) -> list[dict[str, Any]]:
    query = (
        select(Appointment.id, Appointment.starts_at, Service.name, Customer.name)
        .join(Appointment.service)
        .outerjoin(Appointment.customer)
        .where(Appointment.id.in_([row.appointment_id for row in rows]))
    )
    seen = {id: rest for id, *rest in work.session.execute(query)}
    names = ("starts_at", "service", "customer")
    return [
        {
            "id": row.appointment_id,
            "reason": row.reason,
            **dict(zip(names, seen[row.appointment_id], strict=True)),
        }
        for row in rows
    ]


def _document(work: Work, found: Departure) -> dict[str, Any]:
    counts = fates(work, found)
    done = counts["moved"] + counts["cancelled"]
    is_undo = found.state in (DepartureState.UNDOING, DepartureState.UNDONE)
    return {
        "id": found.id,
        "resource_id": found.resource_id,
        "do": found.decision,
        "to_id": found.to_id,
        "state": found.state,
        "total": found.total,
        "settled": counts["back"] + counts["not_back"] if is_undo else counts["settled"],
        "to_settle": done if is_undo else found.total,
        "moved": counts["moved"],
        "cancelled": counts["cancelled"],
        "stayed": found.total - done,
        "taken_back": counts["back"],
        "left_behind": counts["not_back"] if is_undo else counts["refused"],
        "deletes": found.deletes,
        "is_deleted": work.get(Resource, found.resource_id).deleted_at is not None,
        "can_be_undone": DepartureState(found.state) in REVERSIBLE and is_latest(work, found),
        "created_at": found.created_at,
        "ended_at": found.ended_at,
    }
