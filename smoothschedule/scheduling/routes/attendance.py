"""HTTP of what becomes of an appointment on its day, and of taking things back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.core.etags import expected_version, tagged
from smoothschedule.scheduling.models import Appointment
from smoothschedule.scheduling.operations import attendance as operations
from smoothschedule.scheduling.operations.taking_back import reopen, restore, undo
from smoothschedule.scheduling.permissions import (
    KEEP_ATTENDANCE,
    MANAGE_APPOINTMENTS,
    USE_CALENDAR,
)
from smoothschedule.scheduling.queries import appointments as queries
from smoothschedule.scheduling.schemas.appointments import AppointmentSchema

attendance = Blueprint(
    "attendance",
    __name__,
    url_prefix="/api/v1/appointments/<uuid:appointment_id>",
    description="The day of an appointment, and what is taken back",
)


@attendance.endpoint("POST", "/check-in", "checkInAppointment")
@attendance.requires(KEEP_ATTENDANCE)
@attendance.matches
@attendance.response(200, AppointmentSchema)
def check_in_appointment(appointment_id: UUID) -> Appointment:
    """The customer is here."""
    return _done(operations.check_in, appointment_id)


@attendance.endpoint("POST", "/start", "startAppointment")
@attendance.requires(KEEP_ATTENDANCE)
@attendance.matches
@attendance.response(200, AppointmentSchema)
def start_appointment(appointment_id: UUID) -> Appointment:
    """The work begins, checked in or not."""
    return _done(operations.start, appointment_id)


@attendance.endpoint("POST", "/complete", "completeAppointment")
@attendance.requires(KEEP_ATTENDANCE)
@attendance.matches
@attendance.response(200, AppointmentSchema)
def complete_appointment(appointment_id: UUID) -> Appointment:
    """It is done, and locked against changes until it is reopened."""
    return _done(operations.complete, appointment_id)


@attendance.endpoint("POST", "/no-show", "markNoShow")
@attendance.requires(KEEP_ATTENDANCE)
@attendance.matches
@attendance.response(200, AppointmentSchema)
def mark_no_show(appointment_id: UUID) -> Appointment:
    """Nobody came; the time is free."""
    return _done(operations.mark_no_show, appointment_id)


@attendance.endpoint("POST", "/reopen", "reopenAppointment")
@attendance.requires(KEEP_ATTENDANCE)
@attendance.matches
@attendance.response(200, AppointmentSchema)
def reopen_appointment(appointment_id: UUID) -> Appointment:
    """Take back a check-in, a start, an end or a no-show that was written down in error."""
    return _done(reopen, appointment_id)


@attendance.endpoint("POST", "/restore", "restoreAppointment")
@attendance.requires(MANAGE_APPOINTMENTS)
@attendance.matches
@attendance.response(200, AppointmentSchema)
def restore_appointment(appointment_id: UUID) -> Appointment:
    """Put what was cancelled or rejected back, if its time is still free."""
    return _done(restore, appointment_id)


@attendance.endpoint("POST", "/undo", "undoAppointmentChange")
@attendance.requires(USE_CALENDAR)
@attendance.matches
@attendance.response(200, AppointmentSchema)
def undo_appointment_change(appointment_id: UUID) -> Appointment:
    """Take back the last thing that was done to it."""
    return _done(undo, appointment_id)


def _done(act: Callable[..., Appointment], appointment_id: UUID) -> Appointment:
    """The appointment after the act, for whoever sees it; NotFound for everybody else."""
    work, version = current_work(), expected_version()
    found = queries.appointment(work, appointment_id)
    act(work, found.id, version=version)
    return tagged(queries.details_of(work, appointment_id))
