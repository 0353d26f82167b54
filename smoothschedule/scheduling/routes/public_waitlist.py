"""HTTP of the waitlist on the booking page: joining, and the page behind the mailed link."""

from __future__ import annotations

from typing import Any

from smoothschedule.core.api import current_settings, current_work
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.operations import offering
from smoothschedule.scheduling.operations.bookings import Said
from smoothschedule.scheduling.operations.customers import recognise
from smoothschedule.scheduling.operations.manage_links import token_of
from smoothschedule.scheduling.operations.waitlist import join
from smoothschedule.scheduling.operations.waitlist_links import entry_of_link
from smoothschedule.scheduling.queries import public as bookings, waitlist as queries
from smoothschedule.scheduling.queries.appointments import details_of, link_is_over
from smoothschedule.scheduling.queries.intake import questions_of
from smoothschedule.scheduling.queries.policies import payment_asked_of
from smoothschedule.scheduling.refusals import AlreadyWaiting, OnManyLists
from smoothschedule.scheduling.routes.public import public
from smoothschedule.scheduling.routes.waitlist import wish_of
from smoothschedule.scheduling.rules.waitlist import EntryState
from smoothschedule.scheduling.schemas.public import PublicBookingSchema
from smoothschedule.scheduling.schemas.waitlist import (
    AcceptOfferSchema,
    PublicWaitSchema,
    WaitlistJoinSchema,
)
from smoothschedule.users import throttle


@public.endpoint("POST", "/waitlist", "joinWaitlist")
@public.public
@throttle.bookings_of_address
@public.arguments(WaitlistJoinSchema)
@public.response(204)
def join_waitlist(body: dict[str, Any]) -> None:
    """Wait for a time; a mail says the place in line. Joining twice changes nothing, and is
    answered no differently: strangers learn of nobody whether they wait."""
    work = current_work()
    offer = bookings.public_offer(work, body["service_id"])
    names = ("name", "email", "phone", "time_zone")
    guest = recognise(work, **{name: body[name] for name in names})
    secret_key = current_settings().secret_key
    try:
        join(work, offer, guest, wish_of(body), by_guest=True, secret_key=secret_key)
    except (AlreadyWaiting, OnManyLists):
        return


@public.endpoint("GET", "/waitlist/<token>", "getWaiting")
@public.public
@throttle.unknown_links_of_address
@public.response(200, PublicWaitSchema)
def get_waiting(token: str) -> dict[str, Any]:
    """One's place in line, and what one is offered."""
    return _shown(current_work(), token)


@public.endpoint("POST", "/waitlist/<token>/accept", "acceptOffer")
@public.public
@throttle.unknown_links_of_address
@public.idempotent
@public.arguments(AcceptOfferSchema)
@public.response(200, PublicBookingSchema)
def accept_offer(body: dict[str, Any], token: str) -> dict[str, Any]:
    """Take the time that is offered; the manage token opens the booking from now on."""
    work = current_work()
    entry = entry_of_link(work, token)
    said = Said(body["answers"], body["payment_method"])
    secret_key = current_settings().secret_key
    booked, link = offering.accept(work, entry.id, said=said, secret_key=secret_key)
    return bookings.booking_document(work, details_of(work, booked.id), link)


@public.endpoint("POST", "/waitlist/<token>/decline", "declineOffer")
@public.public
@throttle.unknown_links_of_address
@public.response(200, PublicWaitSchema)
def decline_offer(token: str) -> dict[str, Any]:
    """Let this time go to whoever is next, and wait on."""
    work = current_work()
    offering.decline(work, entry_of_link(work, token).id)
    return _shown(work, token)


@public.endpoint("POST", "/waitlist/<token>/leave", "leaveWaitlist")
@public.public
@throttle.unknown_links_of_address
@public.response(200, PublicWaitSchema)
def leave_waitlist(token: str) -> dict[str, Any]:
    """Wait no more; what one was offered is free for others."""
    work = current_work()
    offering.take_off(work, entry_of_link(work, token).id)
    return _shown(work, token)


def _shown(work: Work, token: str) -> dict[str, Any]:
    place = queries.entry(work, entry_of_link(work, token).id)
    names = "state place service_id seats from_day until_day from_minute until_minute".split()
    return {
        **{name: getattr(place, name) for name in names},
        "service_name": place.service.name,
        "requires_approval": place.service.requires_approval,
        "staff_name": place.resource.name if place.resource else None,
        "offer": place.offer and _offer(work, place.offer),
        "questions": questions_of(work, place.service_id) if place.offer else [],
        "manage_token": _manage_token(work, place) if place.state == EntryState.BOOKED else None,
    }


def _manage_token(work: Work, place: queries.Place) -> str | None:
    booked = queries.booked_by(work, place.id)
    if booked is None or link_is_over(booked, work.now):
        return None
    return token_of(booked, current_settings().secret_key)


def _offer(work: Work, offer: Any) -> dict[str, Any]:
    held = details_of(work, offer.appointment_id)
    return {
        "starts_at": held.starts_at,
        "ends_at": held.ends_at,
        "time_zone": held.location.time_zone,
        "staff_name": bookings.staff_name(held),
        "location": held.location,
        "price_minor": held.price_minor,
        "currency": held.currency,
        "payment": payment_asked_of(work, held),
        "expires_at": offer.expires_at,
    }
