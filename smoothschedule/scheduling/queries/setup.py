"""Locations, resources and services, as the people of the business see them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from smoothschedule.core.pagination import page
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import (
    Location,
    RequirementCandidate,
    Resource,
    Service,
    ServiceRequirement,
)


def locations(work: Work, *, limit: int, after: str | None) -> dict[str, Any]:
    """A page of locations by name."""
    order = (Location.name, Location.id)
    return page(work.session, select(Location), order, limit=limit, after=after)


def resources(
    work: Work,
    *,
    limit: int,
    after: str | None,
    kind: str | None = None,
    location_id: UUID | None = None,
    is_former: bool = False,
) -> dict[str, Any]:
    """A page of resources with their hours, in the order the business gave them; or of those
    that were deleted."""
    query = _former() if is_former else _standing()
    if kind is not None:
        query = query.where(Resource.kind == kind)
    if location_id is not None:
        query = query.where(Resource.location_id == location_id)
    order = (Resource.position, Resource.id)
    return page(work.session, query, order, limit=limit, after=after)


def resource(work: Work, resource_id: UUID) -> Resource:
    """The resource as it is now, with its hours; raises NotFound, also for a former one."""
    return _one(work, _standing().where(Resource.id == resource_id))


def former_resource(work: Work, resource_id: UUID) -> Resource:
    """The resource that was deleted; raises NotFound."""
    return _one(work, _former().where(Resource.id == resource_id))


def _standing() -> Select[Any]:
    query = select(Resource).options(selectinload(Resource.hours))
    return query.where(Resource.deleted_at.is_(None))


def _former() -> Select[Any]:
    query = select(Resource).options(selectinload(Resource.hours))
    return query.where(Resource.deleted_at.is_not(None))


def services(work: Work, *, limit: int, after: str | None) -> dict[str, Any]:
    """A page of services with their requirements, by name."""
    query = select(Service).options(*_REQUIREMENTS)
    order = (Service.name, Service.id)
    return page(work.session, query, order, limit=limit, after=after)


def service(work: Work, service_id: UUID) -> Service:
    """The service as it is now, with its requirements; raises NotFound."""
    return _one(work, select(Service).options(*_REQUIREMENTS).where(Service.id == service_id))


_REQUIREMENTS = (
    selectinload(Service.requirements).selectinload(
        ServiceRequirement.candidates.and_(
            RequirementCandidate.resource_id.in_(
                select(Resource.id).where(Resource.deleted_at.is_(None))
            )
        )
    ),
    selectinload(Service.segments),
    selectinload(Service.addons),
    selectinload(Service.questions),
)


def _one(work: Work, query: Select[Any]) -> Any:
    found = work.session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found
