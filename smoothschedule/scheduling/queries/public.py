"""What a visitor of the booking page may know."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import (
    Appointment,
    Location,
    RequirementCandidate,
    Resource,
    Service,
    ServiceRequirement,
)
from smoothschedule.scheduling.queries.appointments import appointment_of_link, link_is_over
from smoothschedule.scheduling.queries.facts import Offer, offer_of
from smoothschedule.scheduling.queries.policies import terms_of
from smoothschedule.scheduling.refusals import LinkExpired
from smoothschedule.scheduling.schemas.public import PublicBusinessSchema
from smoothschedule.tenants.branding import logo_url
from smoothschedule.tenants.quotas import own_tenant
from smoothschedule.tenants.settings import shows_our_name


def business(work: Work) -> dict[str, Any]:
    """The business and what it offers online, with who gives it and where."""
    tenant = own_tenant(work)
    services: dict[UUID, dict[str, Any]] = {}
    for row in work.session.execute(_offered()):
        entry = services.setdefault(row.Service.id, _service(row.Service))
        if row.Location is not None:
            entry["locations"][row.Location.id] = row.Location
        if row.Resource is not None and row.Resource.kind == "staff" and row.Location is not None:
            entry["staff"][row.Resource.id] = row.Resource
    return {
        "name": tenant.name,
        "time_zone": tenant.time_zone,
        "locale": tenant.locale,
        "currency": tenant.currency,
        "brand_color": tenant.brand_color,
        "logo_url": logo_url(tenant),
        "shows_our_name": shows_our_name(work, tenant),
        "services": [_with_place(entry) for entry in services.values()],
    }


def business_document(work: Work) -> dict[str, Any]:
    """The same as it goes on the wire, for the page that carries it along."""
    document: dict[str, Any] = PublicBusinessSchema().dump(business(work))
    return document


def public_offer(work: Work, service_id: UUID) -> Offer:
    """The service as visitors may book it; raises NotFound."""
    offer = offer_of(work, service_id)
    if not offer.service.is_public:
        raise NotFound
    return offer


def booking_of_link(work: Work, token: str) -> Appointment | None:
    """The booking that a manage link opens; raises LinkExpired a month after it ended."""
    found = appointment_of_link(work, token)
    if found is not None and link_is_over(found, work.now):
        raise LinkExpired
    return found


def booking_document(work: Work, found: Appointment, token: str) -> dict[str, Any]:
    """The booking as its guest sees it; `found` comes with details."""
    return {
        "state": found.state,
        "starts_at": found.starts_at,
        "ends_at": found.ends_at,
        "time_zone": found.location.time_zone,
        "service": {
            "id": found.service_id,
            "name": found.service.name,
            "duration_minutes": round((found.ends_at - found.starts_at).total_seconds() / 60),
            "price_minor": found.price_minor,
        },
        "addons": found.addons,
        "staff_name": staff_name(found),
        "location": found.location,
        "customer_name": found.customer.name if found.customer else "",
        "seats": found.seats,
        "currency": found.currency,
        "version": found.version,
        "manage_token": token,
        "late_fee_minor": found.late_fee_minor,
        "payment_method": found.payment_method,
        **terms_of(work, found),
    }


def staff_name(found: Appointment) -> str | None:
    """Who will be there, by name."""
    names = [a.resource.name for a in found.allocations if a.resource.kind == "staff"]
    return ", ".join(dict.fromkeys(names)) or None


@cache
def _offered() -> Any:
    needs, can = ServiceRequirement, RequirementCandidate
    same = (
        needs.tenant_id == Service.tenant_id,
        can.tenant_id == needs.tenant_id,
        Resource.tenant_id == can.tenant_id,
        Location.tenant_id == Resource.tenant_id,
    )
    return (
        select(Service, Resource, Location)
        .outerjoin(needs, same[0] & (needs.service_id == Service.id))
        .outerjoin(can, same[1] & (can.requirement_id == needs.id))
        .outerjoin(Resource, same[2] & (Resource.id == can.resource_id) & Resource.is_active)
        .outerjoin(Location, same[3] & (Location.id == Resource.location_id) & Location.is_active)
        .options(selectinload(Service.addons))
        .where(Service.is_active, Service.is_public)
        .order_by(Service.name, Service.id, needs.position, Resource.position, Resource.name)
    )


def _service(service: Service) -> dict[str, Any]:
    return {
        "id": service.id,
        "name": service.name,
        "description": service.description,
        "color": service.color,
        "duration_minutes": service.duration_minutes,
        "price_minor": service.price_minor,
        "capacity": service.capacity,
        "requires_approval": service.requires_approval,
        "addons": service.addons,
        "staff": {},
        "locations": {},
    }


def _with_place(entry: dict[str, Any]) -> dict[str, Any]:
    places = list(entry["locations"].values())
    return entry | {
        "staff": list(entry["staff"].values()),
        "location": places[0] if len(places) == 1 else None,
    }
