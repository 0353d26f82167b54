"""HTTP of the questions of a booking, for the team, customers, and whoever has the link."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from smoothschedule.core.api import current_runtime, current_work
from smoothschedule.core.etags import expected_version, tagged
from smoothschedule.core.problems import NotFound
from smoothschedule.core.requests import takes_body_of
from smoothschedule.core.scanning import scanned
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Appointment
from smoothschedule.scheduling.operations.answering import answer_later, keep_file
from smoothschedule.scheduling.permissions import (
    MANAGE_APPOINTMENTS,
    USE_CALENDAR,
    VIEW_OWN_BOOKINGS,
)
from smoothschedule.scheduling.queries import appointments as queries
from smoothschedule.scheduling.queries.intake import Intake
from smoothschedule.scheduling.queries.public import booking_of_link
from smoothschedule.scheduling.routes.appointments import appointments
from smoothschedule.scheduling.routes.my import my
from smoothschedule.scheduling.routes.public import public
from smoothschedule.scheduling.rules.intake import MOST_FILE_BYTES
from smoothschedule.scheduling.schemas.intake import (
    AnswersSchema,
    IntakeFileSentSchema,
    IntakeSchema,
    NewIntakeFileSchema,
)
from smoothschedule.users import throttle

#: A file among the parts of a form.
MOST_BODY: Final = MOST_FILE_BYTES + 10_000


@appointments.endpoint("GET", "/appointments/<uuid:appointment_id>/answers", "getAnswers")
@appointments.requires(USE_CALENDAR)
@appointments.response(200, IntakeSchema)
def get_answers(appointment_id: UUID) -> Intake:
    """What is asked for the appointment, and what was answered."""
    work = current_work()
    return _shown(work, queries.appointment(work, appointment_id), by_guest=False)


@appointments.endpoint("PUT", "/appointments/<uuid:appointment_id>/answers", "setAnswers")
@appointments.requires(MANAGE_APPOINTMENTS)
@appointments.matches
@appointments.arguments(AnswersSchema)
@appointments.response(200, IntakeSchema)
def set_answers(body: dict[str, Any], appointment_id: UUID) -> Intake:
    """Note what the customer answered; what is not named stays."""
    work, version = current_work(), expected_version()
    found = queries.appointment(work, appointment_id)
    answer_later(work, found.id, body["answers"], version=version, by_guest=False)
    return _shown(work, queries.details_of(work, appointment_id), by_guest=False)


@my.endpoint("GET", "/appointments/<uuid:appointment_id>/answers", "getMyAnswers")
@my.requires(VIEW_OWN_BOOKINGS)
@my.response(200, IntakeSchema)
def get_my_answers(appointment_id: UUID) -> Intake:
    """What one is asked for one's own booking, and what one answered."""
    work = current_work()
    return _shown(work, queries.own_booking(work, appointment_id), by_guest=True)


@my.endpoint("PUT", "/appointments/<uuid:appointment_id>/answers", "setMyAnswers")
@my.requires(VIEW_OWN_BOOKINGS)
@my.matches
@my.arguments(AnswersSchema)
@my.response(200, IntakeSchema)
def set_my_answers(body: dict[str, Any], appointment_id: UUID) -> Intake:
    """Answer, or answer otherwise, before the booking begins."""
    work, version = current_work(), expected_version()
    found = queries.own_booking(work, appointment_id)
    answer_later(work, found.id, body["answers"], version=version, by_guest=True)
    return _shown(work, queries.own_booking(work, appointment_id), by_guest=True)


@public.endpoint("GET", "/bookings/<token>/answers", "getBookingAnswers")
@public.public
@public.response(200, IntakeSchema)
def get_booking_answers(token: str) -> Intake:
    """What is asked for the booking behind a manage link, and what was answered."""
    work = current_work()
    return _shown(work, _opened(work, token), by_guest=True)


@public.endpoint("PUT", "/bookings/<token>/answers", "setBookingAnswers")
@public.public
@public.matches
@public.arguments(AnswersSchema)
@public.response(200, IntakeSchema)
def set_booking_answers(body: dict[str, Any], token: str) -> Intake:
    """Answer, or answer otherwise, before the booking begins."""
    work, version = current_work(), expected_version()
    found = _opened(work, token)
    answer_later(work, found.id, body["answers"], version=version, by_guest=True)
    return _shown(work, _opened(work, token), by_guest=True)


@public.endpoint("POST", "/questions/<uuid:question_id>/files", "uploadIntakeFile")
@public.public
@throttle.files_of_address
@takes_body_of(MOST_BODY)
@public.arguments(NewIntakeFileSchema, location="files")
@public.response(201, IntakeFileSentSchema)
def upload_intake_file(parts: dict[str, Any], question_id: UUID) -> dict[str, Any]:
    """Send a file in answer to a question; the answer names it by the token."""
    sent = parts["file"]
    with sent.stream:
        content = sent.stream.read(MOST_FILE_BYTES + 1)
    kept, token = keep_file(
        current_work(),
        question_id,
        scanned(content),
        name=sent.filename or "",
        files=current_runtime().files,
    )
    return {"token": token, "name": kept.name, "size_bytes": kept.size_bytes}


def _shown(work: Work, found: Appointment, *, by_guest: bool) -> Intake:
    return tagged(Intake(work, found, current_runtime().files, by_guest=by_guest))


def _opened(work: Work, token: str) -> Appointment:
    found = booking_of_link(work, token)
    if found is None:
        raise NotFound
    return found
