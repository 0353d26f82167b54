"""HTTP of a signed-in customer's own bookings."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.core.etags import expected_version, tagged
from smoothschedule.core.schemas import PageArgs
from smoothschedule.scheduling.operations.appointments import cancel
from smoothschedule.scheduling.operations.moving import move_by_guest
from smoothschedule.scheduling.permissions import VIEW_OWN_BOOKINGS
from smoothschedule.scheduling.queries import appointments, own_bookings as queries
from smoothschedule.scheduling.queries.moves import slots_for_guest
from smoothschedule.scheduling.queries.own_bookings import OwnBooking
from smoothschedule.scheduling.schemas.appointments import (
    MyAppointmentListSchema,
    MyAppointmentSchema,
    ReasonSchema,
    SlotListSchema,
)
from smoothschedule.scheduling.schemas.public import PublicMoveSchema, PublicMoveSlotArgs

my = Blueprint("my", __name__, url_prefix="/api/v1/my", description="A customer's own bookings")


@my.endpoint("GET", "/appointments", "listMyAppointments")
@my.requires(VIEW_OWN_BOOKINGS)
@my.arguments(PageArgs, location="query")
@my.response(200, MyAppointmentListSchema)
def list_my_appointments(args: dict[str, Any]) -> dict[str, Any]:
    """One's own appointments, latest start first."""
    return queries.own_bookings(current_work(), **args)


@my.endpoint("POST", "/appointments/<uuid:appointment_id>/cancel", "cancelMyAppointment")
@my.requires(VIEW_OWN_BOOKINGS)
@my.matches
@my.arguments(ReasonSchema)
@my.response(200, MyAppointmentSchema)
def cancel_my_appointment(body: dict[str, Any], appointment_id: UUID) -> OwnBooking:
    """Call one's own appointment off, before it begins."""
    work, version = current_work(), expected_version()
    found = queries.own_booking(work, appointment_id)
    cancel(work, found.id, version=version, by_guest=True, **body)
    return tagged(queries.own_booking(work, appointment_id))


@my.endpoint("GET", "/appointments/<uuid:appointment_id>/slots", "listSlotsToMoveMyAppointment")
@my.requires(VIEW_OWN_BOOKINGS)
@my.arguments(PublicMoveSlotArgs, location="query")
@my.response(200, SlotListSchema)
def list_slots_to_move_my_appointment(args: dict[str, Any], appointment_id: UUID) -> dict[str, Any]:
    """Times to which one's own appointment can be moved."""
    work = current_work()
    within = args.pop("from_"), args.pop("to")
    found = appointments.own_booking(work, appointment_id)
    return slots_for_guest(work, found, within, **args)


@my.endpoint("POST", "/appointments/<uuid:appointment_id>/move", "moveMyAppointment")
@my.requires(VIEW_OWN_BOOKINGS)
@my.matches
@my.arguments(PublicMoveSchema)
@my.response(200, MyAppointmentSchema)
def move_my_appointment(body: dict[str, Any], appointment_id: UUID) -> OwnBooking:
    """Move one's own appointment to another free time, as long as that costs nothing."""
    work, version = current_work(), expected_version()
    found = queries.own_booking(work, appointment_id)
    move_by_guest(work, found.id, version=version, **body)
    return tagged(queries.own_booking(work, appointment_id))
