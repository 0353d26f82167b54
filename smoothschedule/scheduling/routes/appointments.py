"""HTTP of the calendar and of appointments."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from smoothschedule.core.api import Blueprint, current_settings, current_work
from smoothschedule.core.etags import expected_version, tagged
from smoothschedule.scheduling.models import Appointment
from smoothschedule.scheduling.operations import appointments as operations
from smoothschedule.scheduling.operations.bookings import Wish, book
from smoothschedule.scheduling.operations.customers import customer_for
from smoothschedule.scheduling.operations.holds import offer_to_book
from smoothschedule.scheduling.operations.moving import Telling, move
from smoothschedule.scheduling.operations.swapping import Seen, swap
from smoothschedule.scheduling.permissions import (
    BOOK_APPOINTMENTS,
    MANAGE_APPOINTMENTS,
    USE_CALENDAR,
)
from smoothschedule.scheduling.queries import appointments as queries
from smoothschedule.scheduling.queries.calendar import calendar
from smoothschedule.scheduling.queries.offered import refuse_long_range
from smoothschedule.scheduling.schemas.appointments import (
    AppointmentChangesSchema,
    AppointmentListArgs,
    AppointmentListSchema,
    AppointmentSchema,
    CalendarArgs,
    CalendarSchema,
    CancelSchema,
    MoveSchema,
    NewAppointmentSchema,
    ReasonSchema,
    SwappedSchema,
    SwapSchema,
)

appointments = Blueprint("appointments", __name__, url_prefix="/api/v1", description="The calendar")


@appointments.endpoint("GET", "/calendar", "getCalendar")
@appointments.requires(USE_CALENDAR)
@appointments.arguments(CalendarArgs, location="query")
@appointments.response(200, CalendarSchema)
def get_calendar(args: dict[str, Any]) -> Response:
    """What stands on the calendar in 62 days at most; staff see their own."""
    within = args["from_"], args["to"]
    refuse_long_range(within)
    items = calendar(current_work(), within, resource_id=args.get("resource_id"))
    document = CalendarSchema(exclude=("items",)).dump({"from_": within[0], "to": within[1]})
    return jsonify({**document, "items": items})


@appointments.endpoint("GET", "/appointments", "listAppointments")
@appointments.requires(USE_CALENDAR)
@appointments.arguments(AppointmentListArgs, location="query")
@appointments.response(200, AppointmentListSchema)
def list_appointments(args: dict[str, Any]) -> dict[str, Any]:
    """Appointments in any state, latest start first; staff see their own."""
    return queries.appointments(current_work(), **args)


@appointments.endpoint("POST", "/appointments", "bookAppointment")
@appointments.requires(BOOK_APPOINTMENTS)
@appointments.idempotent
@appointments.arguments(NewAppointmentSchema)
@appointments.response(201, AppointmentSchema)
def book_appointment(body: dict[str, Any]) -> Appointment:
    """Book a customer in."""
    work = current_work()
    wish = Wish(
        offer_to_book(work, body["service_id"]),
        body["starts_at"],
        frozenset(body.get("resource_ids", ())),
        body.get("addon_ids", ()),
        overlap=body["overlap"],
        notify=body["notify"],
        party_size=body["party_size"],
        answers=body["answers"],
    )
    booked = book(
        work,
        wish,
        customer=customer_for(work, body.get("customer_id"), guest=body.get("customer")),
        notes=body["notes"],
        secret_key=current_settings().secret_key,
    )
    return tagged(queries.details_of(work, booked.id))


@appointments.endpoint("GET", "/appointments/<uuid:appointment_id>", "getAppointment")
@appointments.requires(USE_CALENDAR)
@appointments.response(200, AppointmentSchema)
def get_appointment(appointment_id: UUID) -> Appointment:
    """One appointment."""
    return tagged(queries.appointment(current_work(), appointment_id))


@appointments.endpoint("PATCH", "/appointments/<uuid:appointment_id>", "updateAppointment")
@appointments.requires(MANAGE_APPOINTMENTS)
@appointments.matches
@appointments.arguments(AppointmentChangesSchema)
@appointments.response(200, AppointmentSchema)
def update_appointment(changes: dict[str, Any], appointment_id: UUID) -> Appointment:
    """Change the notes, or how its customer pays."""
    work, version = current_work(), expected_version()
    found = queries.appointment(work, appointment_id)
    operations.annotate(work, found.id, version=version, **changes)
    return tagged(queries.details_of(work, appointment_id))


@appointments.endpoint("POST", "/appointments/<uuid:appointment_id>/move", "moveAppointment")
@appointments.requires(MANAGE_APPOINTMENTS)
@appointments.matches
@appointments.arguments(MoveSchema)
@appointments.response(200, AppointmentSchema)
def move_appointment(body: dict[str, Any], appointment_id: UUID) -> Appointment:
    """Move it to another time or other resources."""
    work, version = current_work(), expected_version()
    found = queries.appointment(work, appointment_id)
    resource_ids = frozenset(body.pop("resource_ids", ()))
    telling = Telling(body.pop("reason"), body.pop("notify"))
    move(work, found.id, version=version, resource_ids=resource_ids, telling=telling, **body)
    return tagged(queries.details_of(work, appointment_id))


@appointments.endpoint("POST", "/appointments/swap", "swapAppointments")
@appointments.requires(MANAGE_APPOINTMENTS)
@appointments.arguments(SwapSchema)
@appointments.response(200, SwappedSchema)
def swap_appointments(body: dict[str, Any]) -> dict[str, Any]:
    """Two appointments exchange their times and staff, both or neither."""
    work = current_work()
    asked = [Seen(**each) for each in body["appointments"]]
    for seen in asked:
        queries.appointment(work, seen.id)
    swap(work, *asked, notify=body["notify"])
    return {"items": [queries.details_of(work, seen.id) for seen in asked]}


@appointments.endpoint("POST", "/appointments/<uuid:appointment_id>/cancel", "cancelAppointment")
@appointments.requires(MANAGE_APPOINTMENTS)
@appointments.matches
@appointments.arguments(CancelSchema)
@appointments.response(200, AppointmentSchema)
def cancel_appointment(body: dict[str, Any], appointment_id: UUID) -> Appointment:
    """Call it off; the guest is told unless that is not wanted."""
    work, version = current_work(), expected_version()
    found = queries.appointment(work, appointment_id)
    operations.cancel(work, found.id, version=version, by_guest=False, **body)
    return tagged(queries.details_of(work, appointment_id))


@appointments.endpoint("POST", "/appointments/<uuid:appointment_id>/approve", "approveAppointment")
@appointments.requires(MANAGE_APPOINTMENTS)
@appointments.matches
@appointments.response(200, AppointmentSchema)
def approve_appointment(appointment_id: UUID) -> Appointment:
    """Confirm a request."""
    work, version = current_work(), expected_version()
    found = queries.appointment(work, appointment_id)
    operations.approve(work, found.id, version=version)
    return tagged(queries.details_of(work, appointment_id))


@appointments.endpoint("POST", "/appointments/<uuid:appointment_id>/reject", "rejectAppointment")
@appointments.requires(MANAGE_APPOINTMENTS)
@appointments.matches
@appointments.arguments(ReasonSchema)
@appointments.response(200, AppointmentSchema)
def reject_appointment(body: dict[str, Any], appointment_id: UUID) -> Appointment:
    """Turn a request down; the guest is told."""
    work, version = current_work(), expected_version()
    found = queries.appointment(work, appointment_id)
    operations.reject(work, found.id, version=version, **body)
    return tagged(queries.details_of(work, appointment_id))
