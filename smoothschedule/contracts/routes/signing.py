"""HTTP of a signer's page: who comes with the secret of a link.

Every link that does not work is the same answer, and nothing of it is logged: the route's
pattern is, with the secret left out. Looking changes nothing, since scanners of mail look too.
"""

from __future__ import annotations

from typing import Any

from flask import Response, g, request

from smoothschedule.contracts.operations import codes, declining, saved_signatures, viewing
from smoothschedule.contracts.operations.signing import Seen, finish
from smoothschedule.contracts.queries.signing_view import signing_view
from smoothschedule.contracts.rules.hints import email_hint
from smoothschedule.contracts.schemas.signing import (
    SigningCodeSchema,
    SigningConsentGivenSchema,
    SigningDeclineSchema,
    SigningDelegatedSchema,
    SigningDelegateSchema,
    SigningFinishSchema,
    SigningSchema,
)
from smoothschedule.contracts.sitting import Lock, Sitting, sitting_of
from smoothschedule.core.api import Blueprint, current_settings, current_work
from smoothschedule.users import throttle

signing = Blueprint("signing", __name__, url_prefix="/api/v1/signing", description="Signing")


@signing.after_request
def keep_private(response: Response) -> Response:
    """The page's address is a secret: it is told to nobody, found by nobody, kept nowhere."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def sitting(token: str, *, lock: Lock = "none") -> Sitting:
    """Whoever comes with this link; raises UnknownLink."""
    return sitting_of(current_work(), token, lock=lock)


def agent() -> str | None:
    """The browser by its own word."""
    return request.headers.get("User-Agent")


def shown(found: Sitting, token: str) -> dict[str, Any]:
    """The page as it is now."""
    found.work.session.flush()
    secret_key = current_settings().secret_key
    return signing_view(found, token, g.tenant, secret_key=secret_key)


@signing.endpoint("GET", "/<token>", "getSigning")
@signing.public
@throttle.guessed_links
@signing.response(200, SigningSchema)
def get_signing(token: str) -> dict[str, Any]:
    """The contract as this signer may see it, and whether they can sign now."""
    return shown(sitting(token), token)


@signing.endpoint("POST", "/<token>/open", "openSigning")
@signing.in_person
@signing.public
@throttle.guessed_links
@signing.response(200, SigningSchema)
def open_signing(token: str) -> dict[str, Any]:
    """Somebody really has the page before them."""
    found = sitting(token, lock="update")
    viewing.open_contract(found, user_agent=agent())
    return shown(found, token)


@signing.endpoint("POST", "/<token>/code", "sendSigningCode")
@signing.in_person
@signing.public
@throttle.guessed_links
@signing.response(202)
def send_signing_code(token: str) -> None:
    """Mail six digits to the signer."""
    codes.ask_for_code(sitting(token, lock="update"), secret_key=current_settings().secret_key)


@signing.endpoint("POST", "/<token>/code/check", "checkSigningCode")
@signing.in_person
@signing.public
@throttle.guessed_links
@signing.arguments(SigningCodeSchema)
@signing.response(200, SigningSchema)
def check_signing_code(body: dict[str, Any], token: str) -> dict[str, Any]:
    """Open the contract with the six digits."""
    found = sitting(token, lock="update")
    secret_key = current_settings().secret_key
    codes.check_code(found, body["code"], secret_key=secret_key, user_agent=agent())
    return shown(found, token)


@signing.endpoint("POST", "/<token>/consent", "consentToSigning")
@signing.in_person
@signing.public
@throttle.guessed_links
@signing.arguments(SigningConsentGivenSchema)
@signing.response(200, SigningSchema)
def consent_to_signing(body: dict[str, Any], token: str) -> dict[str, Any]:
    """Agree to sign electronically."""
    found = sitting(token, lock="update")
    viewing.consent(found, body["version"], body["language"], user_agent=agent())
    return shown(found, token)


@signing.endpoint("POST", "/<token>/finish", "finishSigning")
@signing.in_person
@signing.public
@signing.idempotent
@throttle.guessed_links
@signing.arguments(SigningFinishSchema)
@signing.response(200, SigningSchema)
def finish_signing(body: dict[str, Any], token: str) -> dict[str, Any]:
    """Sign, or approve."""
    found = sitting(token, lock="update")
    secret_key = current_settings().secret_key
    finish(found, seen=Seen(**body), secret_key=secret_key, user_agent=agent())
    return shown(found, token)


@signing.endpoint("POST", "/<token>/decline", "declineSigning")
@signing.in_person
@signing.public
@throttle.guessed_links
@signing.arguments(SigningDeclineSchema)
@signing.response(200, SigningSchema)
def decline_signing(body: dict[str, Any], token: str) -> dict[str, Any]:
    """Refuse to sign, and say why."""
    found = sitting(token, lock="update")
    declining.decline(found, reason=body["reason"], user_agent=agent())
    return shown(found, token)


@signing.endpoint("POST", "/<token>/delegate", "delegateSigning")
@signing.in_person
@signing.public
@throttle.guessed_links
@signing.arguments(SigningDelegateSchema)
@signing.response(200, SigningDelegatedSchema)
def delegate_signing(body: dict[str, Any], token: str) -> dict[str, Any]:
    """Let somebody else sign instead; this link does not work any more."""
    found = sitting(token, lock="update")
    secret_key = current_settings().secret_key
    other = declining.delegate(found, **body, secret_key=secret_key, user_agent=agent())
    return {"name": other.name, "email_hint": email_hint(other.email)}


@signing.endpoint("DELETE", "/<token>/remembered", "forgetSignatures")
@signing.in_person
@signing.public
@throttle.guessed_links
@signing.response(204)
def forget_signatures(token: str) -> None:
    """Remember no signature of this person any more."""
    saved_signatures.forget(sitting(token, lock="share"))
