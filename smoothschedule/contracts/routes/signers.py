"""HTTP of the people of a contract: new links, and others in their place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import g

from smoothschedule.contracts.operations import correcting
from smoothschedule.contracts.operations.signing_links import path_of
from smoothschedule.contracts.permissions import SEND_CONTRACTS
from smoothschedule.contracts.queries import naming as naming_queries
from smoothschedule.contracts.routes.contracts import of_caller, shown
from smoothschedule.contracts.schemas.contract import (
    ContractDetailSchema,
    NamingSchema,
    PersonWishSchema,
    SignerLinkSchema,
)
from smoothschedule.core.api import Blueprint, current_runtime, current_settings, current_work
from smoothschedule.core.problems import NotFound
from smoothschedule.users import throttle

signers = Blueprint(
    "contract_signers", __name__, url_prefix="/api/v1/contracts", description="What people sign"
)
ONE = "/<uuid:contract_id>/signers/<uuid:signer_id>"


@signers.endpoint("POST", f"{ONE}/resend", "resendToSigner")
@signers.requires(SEND_CONTRACTS)
@throttle.mails_by_person
@signers.response(200, ContractDetailSchema)
def resend(contract_id: UUID, signer_id: UUID) -> dict[str, Any]:
    """Mail a new link; the old one no longer works."""
    work = current_work()
    of_caller(work, contract_id)
    key = current_settings().secret_key
    correcting.resend(work, contract_id, signer_id, secret_key=key)
    return shown(work, contract_id)


@signers.endpoint("POST", f"{ONE}/link", "createSignerLink")
@signers.requires(SEND_CONTRACTS)
@signers.response(200, SignerLinkSchema)
def create_link(contract_id: UUID, signer_id: UUID) -> dict[str, str]:
    """Show a new link once, to hand it over another way; the old one no longer works."""
    work, settings = current_work(), current_settings()
    of_caller(work, contract_id)
    token = correcting.show_link(work, contract_id, signer_id, secret_key=settings.secret_key)
    host = settings.subdomain_host(g.tenant.subdomain)
    return {"url": settings.url_of(host, path_of(token))}


@signers.endpoint("PATCH", ONE, "correctSigner")
@signers.requires(SEND_CONTRACTS)
@throttle.mails_by_person
@signers.arguments(PersonWishSchema)
@signers.response(200, ContractDetailSchema)
def correct(body: dict[str, Any], contract_id: UUID, signer_id: UUID) -> dict[str, Any]:
    """Put somebody else in the place of a person who has not acted yet; the document follows
    while nobody has signed it. Another name at the person's own address, or another address
    under their name, corrects them: they stay the customer or the account that they are.
    """
    work, files = current_work(), current_runtime().files
    of_caller(work, contract_id)
    key = current_settings().secret_key
    correcting.correct(work, contract_id, signer_id, files=files, secret_key=key, **body)
    return shown(work, contract_id)


@signers.endpoint("GET", f"{ONE}/naming", "getSignerNaming")
@signers.requires(SEND_CONTRACTS)
@signers.response(200, NamingSchema)
def naming(contract_id: UUID, signer_id: UUID) -> dict[str, Any]:
    """Where the document names this person, and whether it can still be written anew."""
    work = current_work()
    found = of_caller(work, contract_id)
    signer = next((each for each in found.signers if each.id == signer_id), None)
    if signer is None:
        raise NotFound
    return naming_queries.naming(work, found, signer, found.signers)
