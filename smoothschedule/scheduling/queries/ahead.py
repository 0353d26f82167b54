"""What a resource is still booked for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, insert, literal, select
from sqlalchemy.orm import joinedload

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import (
    Allocation,
    Appointment,
    Departure,
    DepartureRow,
    RequirementCandidate,
    Resource,
    ServiceRequirement,
)
from smoothschedule.scheduling.rules.departures import UNDER_WAY
from smoothschedule.scheduling.rules.states import MOVABLE


def appointments_ahead(work: Work, resource_id: UUID, *, limit: int) -> list[Appointment]:
    """Appointments and sessions that the resource has not begun, the next first."""
    query = select(Appointment).where(*_ahead(work, resource_id)).limit(limit)
    query = query.options(joinedload(Appointment.service), joinedload(Appointment.customer))
    return list(work.session.scalars(query.order_by(Appointment.starts_at, Appointment.id)))


def count_ahead(work: Work, resource_id: UUID) -> int:
    """How many those are."""
    query = select(func.count(Appointment.id)).where(*_ahead(work, resource_id))
    return work.session.scalar(query) or 0


def is_ahead(work: Work, resource_id: UUID, appointment_id: UUID) -> bool:
    """It is one of those."""
    query = exists().where(Appointment.id == appointment_id, *_ahead(work, resource_id))
    return bool(work.session.scalar(select(query)))


def list_ahead(work: Work, departure: Departure) -> None:
    """Those of the resource are the departure's to decide about, the next first."""
    place = func.row_number().over(order_by=(Appointment.starts_at, Appointment.id))
    rows = select(func.gen_random_uuid(), literal(departure.id), place, Appointment.id).where(
        *_ahead(work, departure.resource_id)
    )
    work.session.execute(
        insert(DepartureRow).from_select(["id", "departure_id", "number", "appointment_id"], rows)
    )


def _ahead(work: Work, resource_id: UUID) -> tuple[ColumnElement[bool], ...]:
    taken = select(Allocation.appointment_id).where(
        Allocation.resource_id == resource_id,
        Allocation.blocking,
        Allocation.starts_at > work.now,
    )
    return (
        Appointment.id.in_(taken),
        Appointment.state.in_(MOVABLE),
        Appointment.starts_at > work.now,
    )


def is_leaving(work: Work, resource_id: UUID) -> bool:
    """A job is at the resource's appointments."""
    query = exists().where(Departure.resource_id == resource_id, Departure.state.in_(UNDER_WAY))
    return bool(work.session.scalar(select(query)))


def has_left(work: Work, resource_id: UUID) -> bool:
    """The resource was switched off before by a decision."""
    return bool(work.session.scalar(select(exists().where(Departure.resource_id == resource_id))))


def services_ahead(work: Work, resource_id: UUID) -> Collection[UUID]:
    """The services of the appointments ahead."""
    query = select(Appointment.service_id).where(*_ahead(work, resource_id))
    return work.session.scalars(query.distinct()).all()


def stand_ins(work: Work, resource: Resource) -> list[dict[str, Any]]:
    """Active resources of the kind that give any of the services ahead in the resource's place,
    and how many of them; those who give most come first."""
    services = func.count(func.distinct(ServiceRequirement.service_id))
    query = (
        select(Resource.id, Resource.name, services.label("services"))
        .join(
            RequirementCandidate,
            (RequirementCandidate.tenant_id == Resource.tenant_id)
            & (RequirementCandidate.resource_id == Resource.id),
        )
        .join(
            ServiceRequirement,
            (ServiceRequirement.tenant_id == RequirementCandidate.tenant_id)
            & (ServiceRequirement.id == RequirementCandidate.requirement_id),
        )
        .where(
            Resource.is_active,
            Resource.kind == resource.kind,
            Resource.id != resource.id,
            ServiceRequirement.service_id.in_(services_ahead(work, resource.id)),
        )
        .group_by(Resource.id, Resource.name)
        .order_by(services.desc(), Resource.name, Resource.id)
    )
    return [dict(row) for row in work.session.execute(query).mappings()]
