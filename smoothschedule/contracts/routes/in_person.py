"""HTTP of signing on the business's own device."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import g, request
from flask_login import current_user

from smoothschedule.contracts.operations.in_person import hand_over, handed_to, take_over
from smoothschedule.contracts.operations.signing_links import path_of
from smoothschedule.contracts.permissions import SEND_CONTRACTS
from smoothschedule.contracts.queries.contracts import contract
from smoothschedule.contracts.routes.signing import signing
from smoothschedule.contracts.schemas.signing import (
    HandOverCodeSchema,
    HandOverSchema,
    HandOverTakenSchema,
    HandOverToSchema,
)
from smoothschedule.core.api import Blueprint, current_settings, current_work
from smoothschedule.users import throttle
from smoothschedule.users.sessions import revoke

in_person = Blueprint("in_person", __name__, url_prefix="/api/v1", description="Contracts")


@in_person.endpoint(
    "POST", "/contracts/<uuid:contract_id>/signers/<uuid:signer_id>/in-person", "handOverDevice"
)
@in_person.requires(SEND_CONTRACTS, in_person=True)
@in_person.response(201, HandOverSchema)
def hand_over_device(contract_id: UUID, signer_id: UUID) -> dict[str, Any]:
    """A link, good once and for ten minutes, by which the signer signs on this device."""
    work = current_work()
    code, made = hand_over(work, contract(work, contract_id).id, signer_id)
    # The host as people see it, with its port.
    url = f"{current_settings().public_scheme}://{request.host}/sign/h/{code}"
    return {"url": url, "expires_at": made.expires_at}


@signing.endpoint("GET", "/hand-over/<code>", "getHandOver")
@signing.public
@throttle.guessed_links
@signing.response(200, HandOverToSchema)
def get_hand_over(code: str) -> dict[str, Any]:
    """Whom the device is for and what they sign, before they take it."""
    found = handed_to(current_work(), code)
    return {
        "signer_name": found.signer.name,
        "signer_kind": found.signer.kind,
        "contract_title": found.contract.title,
    }


@signing.endpoint("POST", "/hand-over", "takeSigningOver")
@signing.in_person
@signing.public
@throttle.guessed_links
@signing.arguments(HandOverCodeSchema)
@signing.response(200, HandOverTakenSchema)
def take_signing_over(body: dict[str, Any]) -> dict[str, Any]:
    """The device is the signer's now: whoever was signed in on it no longer is."""
    work = current_work()
    token = take_over(work, body["code"])
    if current_user.is_authenticated:
        revoke(work, current_user.session_id, user_id=current_user.account.id)
        g.new_session_token = ""
    return {"token": token, "path": path_of(token)}
