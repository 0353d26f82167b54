"""HTTP of resources that are switched off, and of where their appointments go."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.core.etags import require_match, tagged
from smoothschedule.scheduling.models import Resource
from smoothschedule.scheduling.operations import departures as operations
from smoothschedule.scheduling.operations.departures import Decision, Departure, Seen
from smoothschedule.scheduling.permissions import EDIT_RESOURCES
from smoothschedule.scheduling.queries import setup as queries
from smoothschedule.scheduling.queries.ahead import stand_ins
from smoothschedule.scheduling.schemas.resources import (
    DepartureSchema,
    DepartureWishSchema,
    ReturnSchema,
    ReturnWishSchema,
)

departures = Blueprint(
    "departures",
    __name__,
    url_prefix="/api/v1/resources/<uuid:resource_id>",
    description="Who and what can be booked",
)
SHOWN, SHOWN_CLASHES = 5, 20


@departures.endpoint("POST", "/preview-deactivation", "previewResourceDeactivation")
@departures.requires(EDIT_RESOURCES)
@departures.arguments(DepartureWishSchema)
@departures.response(200, DepartureSchema)
def preview_deactivation(body: dict[str, Any], resource_id: UUID) -> dict[str, Any]:
    """What would become of the appointments ahead; nothing is changed."""
    work = current_work()
    seen = operations.preview(work, queries.resource(work, resource_id), Decision(**body))
    return _document(queries.resource(work, resource_id), seen)


@departures.endpoint("POST", "/deactivate", "deactivateResource")
@departures.requires(EDIT_RESOURCES)
@departures.matches
@departures.arguments(DepartureWishSchema)
@departures.response(200, DepartureSchema)
def deactivate_resource(body: dict[str, Any], resource_id: UUID) -> dict[str, Any]:
    """Switch a resource off and say where its appointments go."""
    work = current_work()
    found = tagged(require_match(queries.resource(work, resource_id)))
    return _document(found, operations.deactivate(work, found, Decision(**body)))


@departures.endpoint("POST", "/reactivate", "reactivateResource")
@departures.requires(EDIT_RESOURCES)
@departures.matches
@departures.arguments(ReturnWishSchema)
@departures.response(200, ReturnSchema)
def reactivate_resource(body: dict[str, Any], resource_id: UUID) -> dict[str, Any]:
    """Switch it on again and take back what its leaving did to these appointments."""
    work = current_work()
    found = tagged(require_match(queries.resource(work, resource_id)))
    seen = [Seen(**each) for each in body["done"]]
    return {"taken_back": operations.reactivate(work, found, seen), "resource": found}


def _document(resource: Resource, found: Departure) -> dict[str, Any]:
    services = {each.service_id for each in found.ahead}
    return {
        "count": len(found.ahead),
        "moved": len(found.moved),
        "cancelled": len(found.cancelled),
        "left": found.left,
        "items": found.ahead[:SHOWN],
        "clashes": found.clashes[:SHOWN_CLASHES],
        "stand_ins": stand_ins(current_work(), resource, services),
        "done": [*found.moved, *found.cancelled],
        "resource": resource,
    }
