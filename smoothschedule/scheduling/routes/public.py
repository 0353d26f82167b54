"""HTTP of the booking page: no sign-in, secret tokens instead."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.api import Blueprint, current_settings, current_work
from smoothschedule.core.etags import expected_version, tagged
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Appointment
from smoothschedule.scheduling.operations.appointments import cancel
from smoothschedule.scheduling.operations.bookings import Guest, Said, book_held
from smoothschedule.scheduling.operations.holds import hold, release
from smoothschedule.scheduling.operations.moving import move_by_guest
from smoothschedule.scheduling.queries import public as queries
from smoothschedule.scheduling.queries.appointments import details_of
from smoothschedule.scheduling.queries.intake import questions_of
from smoothschedule.scheduling.queries.moves import slots_for_guest
from smoothschedule.scheduling.queries.offered import slots_for_visitors, visitors_question
from smoothschedule.scheduling.queries.policies import payment_asked_of
from smoothschedule.scheduling.schemas.appointments import ReasonSchema, SlotListSchema
from smoothschedule.scheduling.schemas.public import (
    HoldReleaseSchema,
    HoldSchema,
    NewBookingSchema,
    NewHoldSchema,
    PublicBookingSchema,
    PublicBusinessSchema,
    PublicMoveSchema,
    PublicMoveSlotArgs,
    PublicSlotArgs,
)
from smoothschedule.users import throttle

public = Blueprint("public", __name__, url_prefix="/api/v1/public", description="The booking page")


@public.endpoint("GET", "/business", "getPublicBusiness")
@public.public
@public.response(200, PublicBusinessSchema)
def get_public_business() -> dict[str, Any]:
    """The business and what can be booked online."""
    return queries.business(current_work())


@public.endpoint("GET", "/services/<uuid:service_id>/slots", "listPublicSlots")
@public.public
@public.arguments(PublicSlotArgs, location="query")
@public.response(200, SlotListSchema)
def list_public_slots(args: dict[str, Any], service_id: UUID) -> dict[str, Any]:
    """Times that can be booked online."""
    within = args.pop("from_"), args.pop("to")
    return slots_for_visitors(current_work(), service_id, within, **args)


@public.endpoint("POST", "/holds", "holdSlot")
@public.public
@public.idempotent
@throttle.holds_of_address
@public.arguments(NewHoldSchema)
@public.response(201, HoldSchema)
def hold_slot(body: dict[str, Any]) -> dict[str, Any]:
    """Keep a slot for five minutes; the token books it."""
    work = current_work()
    question = visitors_question(
        work,
        body["service_id"],
        resource_id=body["resource_id"],
        addon_ids=body["addon_ids"],
        party_size=body["party_size"],
    )
    held, token = hold(work, question, body["starts_at"])
    return {
        "token": token,
        "expires_at": held.hold_expires_at,
        "starts_at": held.starts_at,
        "ends_at": held.ends_at,
        "staff_name": queries.staff_name(details_of(work, held.id)),
        "questions": questions_of(work, held.service_id),
        "payment": payment_asked_of(work, held),
    }


@public.endpoint("POST", "/holds/release", "releaseHold")
@public.public
@public.arguments(HoldReleaseSchema)
@public.response(204)
def release_hold(body: dict[str, Any]) -> None:
    """Give a held slot back."""
    release(current_work(), body["token"])


@public.endpoint("POST", "/bookings", "createBooking")
@public.public
@public.idempotent
@throttle.bookings_of_address
@public.arguments(NewBookingSchema)
@public.response(201, PublicBookingSchema)
def create_booking(body: dict[str, Any]) -> dict[str, Any]:
    """Book the held slot; the manage token opens the booking from now on."""
    work = current_work()
    guest = Guest(body["name"], body["email"], body["phone"], body["time_zone"])
    booked, token = book_held(
        work,
        body["hold_token"],
        guest,
        notes=body["notes"],
        said=Said(body["answers"], body["payment_method"]),
        secret_key=current_settings().secret_key,
    )
    return _shown(work, booked, token)


@public.endpoint("GET", "/bookings/<token>", "getBooking")
@public.public
@public.response(200, PublicBookingSchema)
def get_booking(token: str) -> dict[str, Any]:
    """The booking behind a manage link."""
    work = current_work()
    return _shown(work, _opened(work, token), token)


@public.endpoint("POST", "/bookings/<token>/cancel", "cancelBooking")
@public.public
@public.matches
@public.arguments(ReasonSchema)
@public.response(200, PublicBookingSchema)
def cancel_booking(body: dict[str, Any], token: str) -> dict[str, Any]:
    """Call the booking off, before it begins."""
    work, version = current_work(), expected_version()
    found = _opened(work, token)
    return _shown(work, cancel(work, found.id, version=version, by_guest=True, **body), token)


@public.endpoint("GET", "/bookings/<token>/slots", "listSlotsToMoveBooking")
@public.public
@public.arguments(PublicMoveSlotArgs, location="query")
@public.response(200, SlotListSchema)
def list_slots_to_move_booking(args: dict[str, Any], token: str) -> dict[str, Any]:
    """Times to which the booking can be moved."""
    work = current_work()
    within = args.pop("from_"), args.pop("to")
    return slots_for_guest(work, _opened(work, token), within, **args)


@public.endpoint("POST", "/bookings/<token>/move", "moveBooking")
@public.public
@public.matches
@public.arguments(PublicMoveSchema)
@public.response(200, PublicBookingSchema)
def move_booking(body: dict[str, Any], token: str) -> dict[str, Any]:
    """Move the booking to another free time."""
    work, version = current_work(), expected_version()
    found = _opened(work, token)
    return _shown(work, move_by_guest(work, found.id, version=version, **body), token)


def _opened(work: Work, token: str) -> Appointment:
    found = queries.booking_of_link(work, token)
    if found is None:
        raise NotFound
    return found


def _shown(work: Work, found: Appointment, token: str) -> dict[str, Any]:
    return queries.booking_document(work, tagged(details_of(work, found.id)), token)
