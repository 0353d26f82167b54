"""What a resource is still booked for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import (
    Allocation,
    Appointment,
    RequirementCandidate,
    Resource,
    ServiceRequirement,
)
from smoothschedule.scheduling.queries.appointments import with_details
from smoothschedule.scheduling.rules.states import MOVABLE


def appointments_ahead(work: Work, resource_id: UUID) -> list[Appointment]:
    """Appointments and sessions that the resource has not begun, the next first."""
    query = with_details().where(Appointment.id.in_(_taken(work, resource_id)))
    query = query.where(Appointment.state.in_(MOVABLE), Appointment.starts_at > work.now)
    return list(work.session.scalars(query.order_by(Appointment.starts_at, Appointment.id)))


def count_ahead(work: Work, resource_id: UUID) -> int:
    """How many those are."""
    query = select(func.count(Appointment.id)).where(
        Appointment.id.in_(_taken(work, resource_id)),
        Appointment.state.in_(MOVABLE),
        Appointment.starts_at > work.now,
    )
    return work.session.scalar(query) or 0


def _taken(work: Work, resource_id: UUID) -> Select[Any]:
    return select(Allocation.appointment_id).where(
        Allocation.resource_id == resource_id,
        Allocation.blocking,
        Allocation.starts_at > work.now,
    )


def stand_ins(work: Work, resource: Resource, service_ids: set[UUID]) -> list[dict[str, Any]]:
    """Active resources of the kind that give any of these services in the resource's place, and
    how many of them; those who give most come first."""
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
            ServiceRequirement.service_id.in_(service_ids),
        )
        .group_by(Resource.id, Resource.name)
        .order_by(services.desc(), Resource.name, Resource.id)
    )
    return [dict(row) for row in work.session.execute(query).mappings()]
