"""HTTP of resources that are switched off, and of where their appointments go."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.core.etags import require_match, tagged
from smoothschedule.core.schemas import PageArgs
from smoothschedule.scheduling.operations.leaving import deciding, running
from smoothschedule.scheduling.operations.leaving.deciding import Decision
from smoothschedule.scheduling.permissions import EDIT_RESOURCES
from smoothschedule.scheduling.queries import departures as queries
from smoothschedule.scheduling.queries.ahead import stand_ins
from smoothschedule.scheduling.queries.setup import resource
from smoothschedule.scheduling.schemas.departures import (
    DepartureBegunSchema,
    DepartureListSchema,
    DeparturePreviewSchema,
    DepartureSchema,
    DepartureWishSchema,
    LeftBehindSchema,
)

departures = Blueprint(
    "departures",
    __name__,
    url_prefix="/api/v1",
    description="Resources that are switched off, and where their appointments go",
)
OF_RESOURCE, ONE = "/resources/<uuid:resource_id>", "/departures/<uuid:departure_id>"


@departures.endpoint("POST", f"{OF_RESOURCE}/preview-deactivation", "previewResourceDeactivation")
@departures.requires(EDIT_RESOURCES)
@departures.arguments(DepartureWishSchema)
@departures.response(200, DeparturePreviewSchema)
def preview_deactivation(body: dict[str, Any], resource_id: UUID) -> dict[str, Any]:
    """What would become of the appointments ahead; nothing is changed."""
    work = current_work()
    seen = deciding.preview(work, resource(work, resource_id), Decision(**body))
    names = ("count", "tried", "fit", "items", "clashes")
    others = stand_ins(work, resource(work, resource_id))
    return {**{name: getattr(seen, name) for name in names}, "stand_ins": others}


@departures.endpoint("POST", f"{OF_RESOURCE}/deactivate", "deactivateResource")
@departures.requires(EDIT_RESOURCES)
@departures.matches
@departures.arguments(DepartureWishSchema)
@departures.response(202, DepartureBegunSchema)
def deactivate_resource(body: dict[str, Any], resource_id: UUID) -> dict[str, Any]:
    """Switch a resource off and say where its appointments go; a job brings them there."""
    work = current_work()
    found = tagged(require_match(resource(work, resource_id)))
    begun = running.leave(work, found, Decision(**body))
    return {"departure": queries.departure(work, begun.id), "resource": found}


@departures.endpoint("GET", f"{OF_RESOURCE}/departures", "listDepartures")
@departures.requires(EDIT_RESOURCES)
@departures.response(200, DepartureListSchema)
def list_departures(resource_id: UUID) -> dict[str, Any]:
    """The last times that the resource was switched off with appointments, the newest first."""
    return {"items": queries.departures_of(current_work(), resource_id)}


@departures.endpoint("GET", ONE, "getDeparture")
@departures.requires(EDIT_RESOURCES)
@departures.response(200, DepartureSchema)
def get_departure(departure_id: UUID) -> dict[str, Any]:
    """How far it is."""
    return queries.departure(current_work(), departure_id)


@departures.endpoint("GET", f"{ONE}/left-behind", "listLeftBehind")
@departures.requires(EDIT_RESOURCES)
@departures.arguments(PageArgs, location="query")
@departures.response(200, LeftBehindSchema)
def list_left_behind(args: dict[str, Any], departure_id: UUID) -> dict[str, Any]:
    """The appointments that could not go, or not come back, each with the reason."""
    return queries.left_behind(current_work(), departure_id, **args)


@departures.endpoint("POST", f"{ONE}/stop", "stopDeparture")
@departures.requires(EDIT_RESOURCES)
@departures.response(200, DepartureSchema)
def stop_departure(departure_id: UUID) -> dict[str, Any]:
    """Stop; what was moved or cancelled until then stands, and can be taken back."""
    work = current_work()
    return queries.departure(work, running.stop(work, departure_id).id)


@departures.endpoint("POST", f"{ONE}/undo", "undoDeparture")
@departures.requires(EDIT_RESOURCES)
@departures.response(202, DepartureSchema)
def undo_departure(departure_id: UUID) -> dict[str, Any]:
    """Switch the resource on again and take back what its leaving did, but for appointments
    that were changed since."""
    work = current_work()
    return queries.departure(work, running.ask_undo(work, departure_id).id)
