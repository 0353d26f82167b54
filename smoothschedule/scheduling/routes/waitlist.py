"""HTTP of the waitlist, for the team and for customers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.api import Blueprint, current_settings, current_work
from smoothschedule.core.etags import expected_version, tagged
from smoothschedule.core.problems import NotFound
from smoothschedule.scheduling.models import Customer, WaitlistEntry
from smoothschedule.scheduling.operations.customers import customer_for
from smoothschedule.scheduling.operations.holds import offer_to_book
from smoothschedule.scheduling.operations.offering import offer_by_hand, take_off
from smoothschedule.scheduling.operations.waitlist import Waiting, join, put_back
from smoothschedule.scheduling.operations.waitlist_links import token_of
from smoothschedule.scheduling.permissions import MANAGE_WAITLIST, VIEW_OWN_BOOKINGS
from smoothschedule.scheduling.queries import waitlist as queries
from smoothschedule.scheduling.queries.public import public_offer
from smoothschedule.scheduling.queries.waitlist import Place
from smoothschedule.scheduling.routes.my import my
from smoothschedule.scheduling.schemas.waitlist import (
    MyWaitlistEntrySchema,
    MyWaitlistSchema,
    NewWaitlistEntrySchema,
    OfferByHandSchema,
    WaitlistArgs,
    WaitlistEntrySchema,
    WaitlistSchema,
    WaitlistSummarySchema,
    WaitlistWishSchema,
)

waitlist = Blueprint("waitlist", __name__, url_prefix="/api/v1", description="Who waits for a time")


def wish_of(body: dict[str, Any]) -> Waiting:
    """What somebody waits for, as it came over the wire."""
    return Waiting(
        body["from_day"],
        body["until_day"],
        body["from_minute"],
        body["until_minute"],
        resource_id=body["resource_id"],
        party_size=body["party_size"],
    )


@waitlist.endpoint("GET", "/waitlist", "listWaitlist")
@waitlist.requires(MANAGE_WAITLIST)
@waitlist.arguments(WaitlistArgs, location="query")
@waitlist.response(200, WaitlistSchema)
def list_waitlist(args: dict[str, Any]) -> dict[str, Any]:
    """Who is on the list, first come first; or who was, latest first."""
    return queries.entries(current_work(), **args)


@waitlist.endpoint("GET", "/waitlist/summary", "getWaitlistSummary")
@waitlist.requires(MANAGE_WAITLIST)
@waitlist.response(200, WaitlistSummarySchema)
def get_waitlist_summary() -> dict[str, int]:
    """How many wait, and how many have an offer."""
    return queries.summary(current_work())


@waitlist.endpoint("POST", "/waitlist", "addToWaitlist")
@waitlist.requires(MANAGE_WAITLIST)
@waitlist.idempotent
@waitlist.arguments(NewWaitlistEntrySchema)
@waitlist.response(201, WaitlistEntrySchema)
def add_to_waitlist(body: dict[str, Any]) -> Place:
    """Put a customer on the list; they are told, and asked as soon as a time suits them."""
    work = current_work()
    entry = join(
        work,
        offer_to_book(work, body["service_id"]),
        customer_for(work, body.get("customer_id"), guest=body.get("customer")),
        wish_of(body),
        by_guest=False,
        secret_key=current_settings().secret_key,
    )
    return tagged(queries.entry(work, entry.id))


@waitlist.endpoint("POST", "/waitlist/<uuid:entry_id>/offer", "offerByHand")
@waitlist.requires(MANAGE_WAITLIST)
@waitlist.matches
@waitlist.arguments(OfferByHandSchema)
@waitlist.response(200, WaitlistEntrySchema)
def offer_time_by_hand(body: dict[str, Any], entry_id: UUID) -> Place:
    """Offer somebody a time out of turn."""
    work, version = current_work(), expected_version()
    offer_by_hand(work, entry_id, version=version, **body)
    return tagged(queries.entry(work, entry_id))


@waitlist.endpoint("POST", "/waitlist/<uuid:entry_id>/remove", "removeFromWaitlist")
@waitlist.requires(MANAGE_WAITLIST)
@waitlist.matches
@waitlist.response(200, WaitlistEntrySchema)
def remove_from_waitlist(entry_id: UUID) -> Place:
    """Take somebody off; what they were offered is free again."""
    work, version = current_work(), expected_version()
    take_off(work, entry_id, version=version)
    return tagged(queries.entry(work, entry_id))


@waitlist.endpoint("POST", "/waitlist/<uuid:entry_id>/restore", "restoreToWaitlist")
@waitlist.requires(MANAGE_WAITLIST)
@waitlist.matches
@waitlist.response(200, WaitlistEntrySchema)
def restore_to_waitlist(entry_id: UUID) -> Place:
    """Put somebody back, at the place they had."""
    work, version = current_work(), expected_version()
    put_back(work, entry_id, version=version)
    return tagged(queries.entry(work, entry_id))


@my.endpoint("GET", "/waitlist", "listMyWaitlist")
@my.requires(VIEW_OWN_BOOKINGS)
@my.response(200, MyWaitlistSchema)
def list_my_waitlist() -> dict[str, Any]:
    """What one waits for oneself."""
    work, secret_key = current_work(), current_settings().secret_key
    found = queries.own_entries(work)
    for place in found:
        token = token_of(work.get(WaitlistEntry, place.id), secret_key)
        place.path = f"/w/{token}" if token else None
    return {"items": found}


@my.endpoint("POST", "/waitlist", "joinMyWaitlist")
@my.requires(VIEW_OWN_BOOKINGS)
@my.idempotent
@my.arguments(WaitlistWishSchema)
@my.response(201, MyWaitlistEntrySchema)
def join_my_waitlist(body: dict[str, Any]) -> Place:
    """Wait for a time oneself; a mail says the place in line."""
    work, secret_key = current_work(), current_settings().secret_key
    if work.actor.customer_id is None:
        raise NotFound
    entry = join(
        work,
        public_offer(work, body["service_id"]),
        work.get(Customer, work.actor.customer_id, lock=True),
        wish_of(body),
        by_guest=True,
        secret_key=secret_key,
    )
    return queries.entry(work, entry.id)


@my.endpoint("POST", "/waitlist/<uuid:entry_id>/leave", "leaveMyWaitlist")
@my.requires(VIEW_OWN_BOOKINGS)
@my.response(204)
def leave_my_waitlist(entry_id: UUID) -> None:
    """Leave a list; what one was offered is free for others."""
    work = current_work()
    if work.get(WaitlistEntry, entry_id).customer_id != work.actor.customer_id:
        raise NotFound
    take_off(work, entry_id)
