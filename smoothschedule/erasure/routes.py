"""HTTP of erasing customers, and of asking for it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.core.etags import expected_version, tagged
from smoothschedule.erasure import queries
from smoothschedule.erasure.models import ErasureRequest
from smoothschedule.erasure.operations import requests
from smoothschedule.erasure.operations.erasing import erase_by_hand
from smoothschedule.erasure.permissions import ERASE_CUSTOMERS
from smoothschedule.erasure.rules.reasons import Because
from smoothschedule.erasure.schemas import (
    ErasureAnswerSchema,
    ErasurePreviewSchema,
    ErasureRequestListSchema,
    ErasureWishSchema,
    OwnErasureSchema,
)
from smoothschedule.scheduling.models import Customer
from smoothschedule.scheduling.operations.customer_moves import moves
from smoothschedule.scheduling.permissions import VIEW_OWN_BOOKINGS
from smoothschedule.scheduling.schemas.customers import CustomerSchema

erasure = Blueprint(
    "erasure", __name__, url_prefix="/api/v1", description="Erasing customers for good"
)
blueprints = [erasure]
# Whoever asked under one of two records asked for both.
moves(ErasureRequest.customer_id)


@erasure.endpoint("GET", "/customers/<uuid:customer_id>/erasure", "previewErasure")
@erasure.requires(ERASE_CUSTOMERS)
@erasure.response(200, ErasurePreviewSchema)
def preview_erasure(customer_id: UUID) -> dict[str, Any]:
    """What of a customer would be erased, what kept and why, and what stands in the way."""
    return queries.preview(current_work(), customer_id)


@erasure.endpoint("POST", "/customers/<uuid:customer_id>/erase", "eraseCustomer")
@erasure.requires(ERASE_CUSTOMERS, in_person=True)
@erasure.matches
@erasure.arguments(ErasureWishSchema)
@erasure.response(200, CustomerSchema)
def erase_customer(body: dict[str, str], customer_id: UUID) -> Customer:
    """Erase a customer for good. Cancels what is to come; nothing of it can be taken back."""
    erased = erase_by_hand(
        current_work(),
        customer_id,
        version=expected_version(),
        because=Because(body["because"]),
        confirmation=body["confirmation"],
    )
    return tagged(erased)


@erasure.endpoint("GET", "/erasure-requests", "listErasureRequests")
@erasure.requires(ERASE_CUSTOMERS)
@erasure.response(200, ErasureRequestListSchema)
def list_erasure_requests() -> dict[str, Any]:
    """Customers who ask to be erased and have no answer yet, longest first."""
    return {"items": queries.open_requests(current_work())}


@erasure.endpoint("POST", "/erasure-requests/<uuid:request_id>/decline", "declineErasure")
@erasure.requires(ERASE_CUSTOMERS, in_person=True)
@erasure.arguments(ErasureAnswerSchema)
@erasure.response(204)
def decline_erasure(body: dict[str, str], request_id: UUID) -> None:
    """Tell a customer why their data stays."""
    requests.decline(current_work(), request_id, **body)


@erasure.endpoint("GET", "/my/erasure", "getMyErasure")
@erasure.requires(VIEW_OWN_BOOKINGS)
@erasure.response(200, OwnErasureSchema)
def get_my_erasure() -> dict[str, Any]:
    """What became of one's own latest request to be erased."""
    return {"request": queries.latest_own(current_work())}


@erasure.endpoint("POST", "/my/erasure", "askForErasure")
@erasure.requires(VIEW_OWN_BOOKINGS, in_person=True)
@erasure.response(200, OwnErasureSchema)
def ask_for_erasure() -> dict[str, Any]:
    """Ask the business to erase what it knows about oneself."""
    return {"request": requests.ask(current_work())}


@erasure.endpoint("DELETE", "/my/erasure", "withdrawErasure")
@erasure.requires(VIEW_OWN_BOOKINGS, in_person=True)
@erasure.response(204)
def withdraw_erasure() -> None:
    """Take one's own request back while nobody has answered it."""
    requests.withdraw(current_work())
