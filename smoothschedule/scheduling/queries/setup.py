"""Locations, resources and services, as the people of the business see them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from smoothschedule.core.pagination import page
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Location, Resource, Service, ServiceRequirement


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
) -> dict[str, Any]:
    """A page of resources with their hours, in the order the business gave them."""
    query = select(Resource).options(selectinload(Resource.hours))
    if kind is not None:
        query = query.where(Resource.kind == kind)
    if location_id is not None:
        query = query.where(Resource.location_id == location_id)
    order = (Resource.position, Resource.id)
    return page(work.session, query, order, limit=limit, after=after)


def resource(work: Work, resource_id: UUID) -> Resource:
    """The resource as it is now, with its hours; raises NotFound."""
    query = select(Resource).options(selectinload(Resource.hours))
    return _one(work, query.where(Resource.id == resource_id))


def services(work: Work, *, limit: int, after: str | None) -> dict[str, Any]:
    """A page of services with their requirements, by name."""
    query = select(Service).options(*_REQUIREMENTS)
    order = (Service.name, Service.id)
    return page(work.session, query, order, limit=limit, after=after)


def service(work: Work, service_id: UUID) -> Service:
    """The service as it is now, with its requirements; raises NotFound."""
    return _one(work, select(Service).options(*_REQUIREMENTS).where(Service.id == service_id))


_REQUIREMENTS = (
    selectinload(Service.requirements).selectinload(ServiceRequirement.candidates),
    selectinload(Service.segments),
    selectinload(Service.addons),
    selectinload(Service.questions),
)


def _one(work: Work, query: Select[Any]) -> Any:
    found = work.session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found
