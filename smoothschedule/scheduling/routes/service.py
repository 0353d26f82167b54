"""HTTP of services, and of when they are free."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.core.etags import require_match, tagged
from smoothschedule.core.schemas import PageArgs
from smoothschedule.scheduling.models import Service
from smoothschedule.scheduling.operations import setup as operations
from smoothschedule.scheduling.permissions import BOOK_APPOINTMENTS, EDIT_SERVICES, VIEW_SETUP
from smoothschedule.scheduling.queries import setup as queries
from smoothschedule.scheduling.queries.drafts import draft_slots
from smoothschedule.scheduling.queries.offered import Moving, slots_for_staff
from smoothschedule.scheduling.schemas.appointments import SlotArgs, SlotListSchema
from smoothschedule.scheduling.schemas.service import (
    DraftSlotsSchema,
    NewServiceSchema,
    ServiceChangesSchema,
    ServiceListSchema,
    ServiceSchema,
)

services = Blueprint(
    "services", __name__, url_prefix="/api/v1", description="What can be booked, and when"
)


@services.endpoint("GET", "/services", "listServices")
@services.requires(VIEW_SETUP)
@services.arguments(PageArgs, location="query")
@services.response(200, ServiceListSchema)
def list_services(args: dict[str, Any]) -> dict[str, Any]:
    """Services with what they require, by name."""
    return queries.services(current_work(), **args)


@services.endpoint("POST", "/services", "createService")
@services.requires(EDIT_SERVICES)
@services.idempotent
@services.arguments(NewServiceSchema)
@services.response(201, ServiceSchema)
def create_service(body: dict[str, Any]) -> Service:
    """Add a service, priced in the business's currency."""
    work = current_work()
    added = operations.add_service(work, **body)
    return tagged(queries.service(work, added.id))


@services.endpoint("GET", "/services/<uuid:service_id>", "getService")
@services.requires(VIEW_SETUP)
@services.response(200, ServiceSchema)
def get_service(service_id: UUID) -> Service:
    """One service with what it requires."""
    return tagged(queries.service(current_work(), service_id))


@services.endpoint("PATCH", "/services/<uuid:service_id>", "updateService")
@services.requires(EDIT_SERVICES)
@services.matches
@services.arguments(ServiceChangesSchema)
@services.response(200, ServiceSchema)
def update_service(changes: dict[str, Any], service_id: UUID) -> Service:
    """Change a service; appointments already booked keep their length and price."""
    work = current_work()
    found = require_match(queries.service(work, service_id))
    operations.change_service(work, found, **changes)
    return tagged(queries.service(work, service_id))


@services.endpoint("GET", "/services/<uuid:service_id>/slots", "listSlots")
@services.requires(BOOK_APPOINTMENTS)
@services.arguments(SlotArgs, location="query")
@services.response(200, SlotListSchema)
def list_slots(args: dict[str, Any], service_id: UUID) -> dict[str, Any]:
    """Free times for staff to book: lead time and horizon do not count."""
    within = args.pop("from_"), args.pop("to")
    moved, length = args.pop("appointment_id", None), args.pop("duration_minutes", None)
    moving = Moving(moved, length) if moved else None
    return slots_for_staff(current_work(), service_id, within, moving=moving, **args)


@services.endpoint("POST", "/services/preview-slots", "previewSlots")
@services.requires(EDIT_SERVICES)
@services.arguments(DraftSlotsSchema)
@services.response(200, SlotListSchema)
def preview_slots(body: dict[str, Any]) -> dict[str, Any]:
    """The times visitors would see of a service that is being edited; nothing is kept."""
    within = body["from_"], body["to"]
    return draft_slots(current_work(), body["service"], within, service_id=body.get("service_id"))
