"""HTTP of customers' own contracts: signed in, or with the secret of a booking."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import g

from smoothschedule.contracts.models import ContractSigner
from smoothschedule.contracts.operations.signing_links import give_link, path_of, token_of
from smoothschedule.contracts.permissions import VIEW_OWN_CONTRACTS
from smoothschedule.contracts.queries import own as queries
from smoothschedule.contracts.queries.of_booking import contracts_of_booking
from smoothschedule.contracts.schemas.contract import SignerLinkSchema
from smoothschedule.contracts.schemas.service_contract import (
    BookingContractListSchema,
    MyContractListSchema,
)
from smoothschedule.core.api import Blueprint, current_settings, current_work
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.problems import NotFound
from smoothschedule.core.schemas import PageArgs
from smoothschedule.scheduling.queries.public import booking_of_link

my_contracts = Blueprint(
    "my_contracts", __name__, url_prefix="/api/v1/my", description="A customer's own bookings"
)
booking_contracts = Blueprint(
    "booking_contracts", __name__, url_prefix="/api/v1/public", description="The booking page"
)


@my_contracts.endpoint("GET", "/contracts", "listMyContracts")
@my_contracts.requires(VIEW_OWN_CONTRACTS)
@my_contracts.arguments(PageArgs, location="query")
@my_contracts.response(200, MyContractListSchema)
def list_my_contracts(args: dict[str, Any]) -> dict[str, Any]:
    """One's own contracts, newest first."""
    return queries.own_contracts(current_work(), **args)


@my_contracts.endpoint("POST", "/contracts/<uuid:contract_id>/open", "openMyContract")
@my_contracts.requires(VIEW_OWN_CONTRACTS, in_person=True)
@my_contracts.response(200, SignerLinkSchema)
def open_my_contract(contract_id: UUID) -> dict[str, str]:
    """The link to one's own contract: to sign, to read, or to download."""
    work, key = current_work(), current_settings().secret_key
    contract, signer = queries.own_signer(work, contract_id, lock=True)
    token = token_of(signer, key)
    if token is None:
        token = give_link(work, contract, signer, key)
        work.session.flush()
        work.record(Tag.LINK_MADE, "signer", signer.id, purpose="signing")
    return {"url": _url(token)}


@booking_contracts.endpoint("GET", "/bookings/<token>/contracts", "listBookingContracts")
@booking_contracts.public
@booking_contracts.response(200, BookingContractListSchema)
def list_booking_contracts(token: str) -> dict[str, Any]:
    """What the booking behind a manage link asks to be signed, how far that is, and where."""
    work = current_work()
    booked = booking_of_link(work, token)
    if booked is None:
        raise NotFound
    return {"items": contracts_of_booking(work, booked, _url_of)}


def _url_of(signer: ContractSigner) -> str | None:
    token = token_of(signer, current_settings().secret_key)
    return _url(token) if token else None


def _url(token: str) -> str:
    settings = current_settings()
    return settings.url_of(settings.subdomain_host(g.tenant.subdomain), path_of(token))
