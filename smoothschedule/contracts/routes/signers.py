"""HTTP of the people of a contract: new links, and others in their place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import g

from smoothschedule.contracts.operations import correcting
from smoothschedule.contracts.operations.signing_links import path_of
from smoothschedule.contracts.permissions import SEND_CONTRACTS
from smoothschedule.contracts.routes.contracts import of_caller, shown
from smoothschedule.contracts.schemas.contract import (
    ContractDetailSchema,
    PersonWishSchema,
    SignerLinkSchema,
)
from smoothschedule.core.api import Blueprint, current_settings, current_work
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
    """Put somebody else in the place of a person who has not acted yet."""
    work = current_work()
    of_caller(work, contract_id)
    key = current_settings().secret_key
    correcting.correct(work, contract_id, signer_id, secret_key=key, **body)
    return shown(work, contract_id)
