"""HTTP of what guests are written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.scheduling.permissions import USE_CALENDAR
from smoothschedule.scheduling.queries import appointments as appointment_queries, mails as queries
from smoothschedule.scheduling.schemas.mails import AppointmentMailListSchema

mails = Blueprint("mails", __name__, url_prefix="/api/v1", description="What guests are written")


@mails.endpoint("GET", "/appointments/<uuid:appointment_id>/mails", "listAppointmentMails")
@mails.requires(USE_CALENDAR)
@mails.response(200, AppointmentMailListSchema)
def list_appointment_mails(appointment_id: UUID) -> dict[str, Any]:
    """The mails about one appointment, latest first, and what became of each."""
    work = current_work()
    found = appointment_queries.appointment(work, appointment_id)
    return {"items": queries.mails_of(work, found)}
