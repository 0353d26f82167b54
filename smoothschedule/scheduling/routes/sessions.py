"""HTTP of classes: their sessions, and who comes to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.api import Blueprint, current_settings, current_work
from smoothschedule.core.etags import tagged
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Appointment
from smoothschedule.scheduling.operations.bookings import Wish, book
from smoothschedule.scheduling.operations.customers import customer_for
from smoothschedule.scheduling.operations.holds import offer_to_book
from smoothschedule.scheduling.operations.sessions import schedule_session
from smoothschedule.scheduling.permissions import BOOK_APPOINTMENTS, USE_CALENDAR
from smoothschedule.scheduling.queries import appointments as queries
from smoothschedule.scheduling.schemas.appointments import (
    AppointmentSchema,
    NewParticipantSchema,
    NewSessionSchema,
    ParticipantsSchema,
)

sessions = Blueprint(
    "class_sessions", __name__, url_prefix="/api/v1", description="Classes with seats"
)


@sessions.endpoint("POST", "/class-sessions", "scheduleSession")
@sessions.requires(BOOK_APPOINTMENTS)
@sessions.idempotent
@sessions.arguments(NewSessionSchema)
@sessions.response(201, AppointmentSchema)
def schedule_class_session(body: dict[str, Any]) -> Appointment:
    """A class takes place then, whoever comes."""
    work = current_work()
    opened = schedule_session(
        work,
        body["service_id"],
        body["starts_at"],
        resource_ids=frozenset(body["resource_ids"]),
    )
    return tagged(queries.details_of(work, opened.id))


@sessions.endpoint("GET", "/appointments/<uuid:appointment_id>/participants", "listParticipants")
@sessions.requires(USE_CALENDAR)
@sessions.response(200, ParticipantsSchema)
def list_participants(appointment_id: UUID) -> dict[str, Any]:
    """Who comes to a session, and who was to."""
    work = current_work()
    session = _session(work, appointment_id)
    return {"items": queries.participants(work, session.id)}


@sessions.endpoint("POST", "/appointments/<uuid:appointment_id>/participants", "addParticipant")
@sessions.requires(BOOK_APPOINTMENTS)
@sessions.idempotent
@sessions.arguments(NewParticipantSchema)
@sessions.response(201, AppointmentSchema)
def add_participant(body: dict[str, Any], appointment_id: UUID) -> Appointment:
    """Book somebody into this very session."""
    work = current_work()
    session = _session(work, appointment_id)
    wish = Wish(
        offer_to_book(work, session.service_id),
        session.starts_at,
        frozenset(each.resource_id for each in session.allocations),
        overlap=body["overlap"],
        notify=body["notify"],
        party_size=body["party_size"],
    )
    booked = book(
        work,
        wish,
        customer=customer_for(work, body.get("customer_id"), guest=body.get("customer")),
        notes=body["notes"],
        secret_key=current_settings().secret_key,
    )
    return tagged(queries.details_of(work, booked.id))


def _session(work: Work, appointment_id: UUID) -> Appointment:
    """A session on the caller's calendar; raises NotFound for everything else."""
    found = queries.appointment(work, appointment_id)
    if not found.is_session:
        raise NotFound
    return found
