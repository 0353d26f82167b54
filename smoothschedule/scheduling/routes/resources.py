"""HTTP of staff, rooms and equipment, and of their hours."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.core.etags import require_match, tagged
from smoothschedule.scheduling.models import Resource
from smoothschedule.scheduling.operations import setup as operations
from smoothschedule.scheduling.operations.leaving import deleting
from smoothschedule.scheduling.permissions import EDIT_RESOURCES, VIEW_SETUP
from smoothschedule.scheduling.queries import setup as queries
from smoothschedule.scheduling.queries.ahead import count_ahead
from smoothschedule.scheduling.queries.history import has_history
from smoothschedule.scheduling.schemas.resources import (
    DeletedSchema,
    DeletionSchema,
    NewResourceSchema,
    ResourceChangesSchema,
    ResourceHoursSchema,
    ResourceListArgs,
    ResourceListSchema,
    ResourceSchema,
    RestoreSchema,
)

resources = Blueprint(
    "resources", __name__, url_prefix="/api/v1", description="Who and what can be booked"
)


@resources.endpoint("GET", "/resources", "listResources")
@resources.requires(VIEW_SETUP)
@resources.arguments(ResourceListArgs, location="query")
@resources.response(200, ResourceListSchema)
def list_resources(args: dict[str, Any]) -> dict[str, Any]:
    """Resources with their hours, in the order the business gave them."""
    return queries.resources(current_work(), **args)


@resources.endpoint("POST", "/resources", "createResource")
@resources.requires(EDIT_RESOURCES)
@resources.idempotent
@resources.arguments(NewResourceSchema)
@resources.response(201, ResourceSchema)
def create_resource(body: dict[str, Any]) -> Resource:
    """Add a resource; it is booked once it has hours and a service names it."""
    work = current_work()
    added = operations.add_resource(work, **body)
    return tagged(queries.resource(work, added.id))


@resources.endpoint("GET", "/resources/<uuid:resource_id>", "getResource")
@resources.requires(VIEW_SETUP)
@resources.response(200, ResourceSchema)
def get_resource(resource_id: UUID) -> Resource:
    """One resource with its hours."""
    return tagged(queries.resource(current_work(), resource_id))


@resources.endpoint("PATCH", "/resources/<uuid:resource_id>", "updateResource")
@resources.requires(EDIT_RESOURCES)
@resources.matches
@resources.arguments(ResourceChangesSchema)
@resources.response(200, ResourceSchema)
def update_resource(changes: dict[str, Any], resource_id: UUID) -> Resource:
    """Change a resource."""
    work = current_work()
    found = require_match(queries.resource(work, resource_id))
    return tagged(operations.change_resource(work, found, **changes))


@resources.endpoint("PUT", "/resources/<uuid:resource_id>/hours", "setResourceHours")
@resources.requires(EDIT_RESOURCES)
@resources.matches
@resources.arguments(ResourceHoursSchema)
@resources.response(200, ResourceSchema)
def set_resource_hours(body: dict[str, Any], resource_id: UUID) -> Resource:
    """Replace the weekly hours."""
    work = current_work()
    found = require_match(queries.resource(work, resource_id))
    operations.set_hours(work, found, body["hours"])
    return tagged(queries.resource(work, resource_id))


@resources.endpoint("GET", "/resources/<uuid:resource_id>/deletion", "previewResourceDeletion")
@resources.requires(EDIT_RESOURCES)
@resources.response(200, DeletionSchema)
def preview_deletion(resource_id: UUID) -> dict[str, Any]:
    """What deleting it would meet."""
    work = current_work()
    found = queries.resource(work, resource_id)
    return {
        "appointments": count_ahead(work, found.id),
        "has_history": has_history(work, found.id),
    }


@resources.endpoint("DELETE", "/resources/<uuid:resource_id>", "deleteResource")
@resources.requires(EDIT_RESOURCES)
@resources.matches
@resources.response(200, DeletedSchema)
def delete_resource(resource_id: UUID) -> dict[str, Any]:
    """Delete a resource without appointments ahead: for good where nothing was ever booked with
    it, else it can be brought back."""
    work = current_work()
    found = require_match(queries.resource(work, resource_id))
    stays = deleting.delete(work, found)
    return {"resource": queries.former_resource(work, resource_id) if stays else None}


@resources.endpoint("POST", "/resources/<uuid:resource_id>/restore", "restoreResource")
@resources.requires(EDIT_RESOURCES)
@resources.matches
@resources.arguments(RestoreSchema)
@resources.response(200, ResourceSchema)
def restore_resource(body: dict[str, Any], resource_id: UUID) -> Resource:
    """Bring a former resource back, with its hours and services."""
    work = current_work()
    found = require_match(queries.former_resource(work, resource_id))
    return tagged(deleting.restore(work, found, **body))
