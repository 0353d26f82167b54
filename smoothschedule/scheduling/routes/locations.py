"""HTTP of locations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.core.etags import require_match, tagged
from smoothschedule.core.schemas import PageArgs
from smoothschedule.scheduling.models import Location
from smoothschedule.scheduling.operations import setup as operations
from smoothschedule.scheduling.permissions import EDIT_LOCATIONS, VIEW_SETUP
from smoothschedule.scheduling.queries import setup as queries
from smoothschedule.scheduling.schemas.locations import (
    LocationChangesSchema,
    LocationListSchema,
    LocationSchema,
    NewLocationSchema,
)

locations = Blueprint(
    "locations", __name__, url_prefix="/api/v1", description="Where the business works"
)


@locations.endpoint("GET", "/locations", "listLocations")
@locations.requires(VIEW_SETUP)
@locations.arguments(PageArgs, location="query")
@locations.response(200, LocationListSchema)
def list_locations(args: dict[str, Any]) -> dict[str, Any]:
    """Locations by name."""
    return queries.locations(current_work(), **args)


@locations.endpoint("POST", "/locations", "createLocation")
@locations.requires(EDIT_LOCATIONS)
@locations.idempotent
@locations.arguments(NewLocationSchema)
@locations.response(201, LocationSchema)
def create_location(body: dict[str, Any]) -> Location:
    """Add a location."""
    return tagged(operations.add_location(current_work(), **body))


@locations.endpoint("GET", "/locations/<uuid:location_id>", "getLocation")
@locations.requires(VIEW_SETUP)
@locations.response(200, LocationSchema)
def get_location(location_id: UUID) -> Location:
    """One location."""
    return tagged(current_work().get(Location, location_id))


@locations.endpoint("PATCH", "/locations/<uuid:location_id>", "updateLocation")
@locations.requires(EDIT_LOCATIONS)
@locations.matches
@locations.arguments(LocationChangesSchema)
@locations.response(200, LocationSchema)
def update_location(changes: dict[str, Any], location_id: UUID) -> Location:
    """Change a location."""
    work = current_work()
    found = require_match(work.get(Location, location_id))
    return tagged(operations.change_location(work, found, **changes))
