"""HTTP of the page where anybody learns what a PDF is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any, Final
from uuid import UUID

import structlog
from flask import g, request
from sqlalchemy import text

from smoothschedule.contracts.queries.verified import verified_contract
from smoothschedule.contracts.rules.seal_names import Named, named_in
from smoothschedule.contracts.schemas.signing import VerificationSchema
from smoothschedule.contracts.seal_keys import NoSealKey, known_certificates
from smoothschedule.core.api import (
    SITE,
    TENANT,
    Blueprint,
    current_runtime,
    current_settings,
    current_work,
)
from smoothschedule.core.db import LOOKUP, Context, open_session
from smoothschedule.core.problems import Malformed, Unavailable
from smoothschedule.core.requests import takes_body_of
from smoothschedule.pdf import confined
from smoothschedule.pdf.marks import MOST_BYTES
from smoothschedule.pdf.refusals import Refused
from smoothschedule.pdf.verdicts import Verdict, Verified
from smoothschedule.users import throttle

log = structlog.get_logger()
verify = Blueprint(
    "verify",
    __name__,
    url_prefix="/api/v1",
    description="Verifying sealed documents",
    hosts=frozenset({TENANT, SITE}),
)
PDF: Final = "application/pdf"
BODY: Final = {
    "required": True,
    "content": {PDF: {"schema": {"type": "string", "format": "binary"}}},
}
#: Each judges a file of up to 50 MB in a process of its own.
AT_ONCE: Final = 2
PATIENCE_SECONDS: Final = 10
OURS: Final = frozenset({Verdict.UNCHANGED, Verdict.ADDED_TO})
#: Ours, and of another business than the one that was asked.
ELSEWHERE: Final = "elsewhere"
ONCE: Final = text("SELECT * FROM lookup.tenants_that_were(:former)")
_places = BoundedSemaphore(AT_ONCE)


class NoFile(Malformed):
    slug = "no-file"
    title = "This file is empty. Please choose the PDF that you were sent."


class Busy(Unavailable):
    slug = "busy-verifying"
    title = "Many files are being looked at right now. Please try again in a moment."
    retry_after_seconds = 10


@verify.endpoint("POST", "/verify", "verifyDocument")
@verify.public
@throttle.verified_files
@takes_body_of(MOST_BYTES)
@verify.doc(requestBody=BODY)
@verify.response(200, VerificationSchema)
def verify_document() -> dict[str, Any]:
    """Whether this PDF carries our seal, what happened to it since, and who signed it when.

    At a business, *elsewhere* is one that we sealed for another: nobody is to take it for theirs.
    """
    data = request.get_data()
    if not data:
        raise NoFile
    found = _judged(data)
    is_ours = found.verdict in OURS
    names = named_in(found.reason) if is_ours else None
    contract = _contract(names, data[: found.sealed_bytes]) if names else None
    is_elsewhere = is_ours and contract is None and not _is_here(names)
    is_added = found.verdict is Verdict.ADDED_TO
    return {
        "verdict": ELSEWHERE if is_elsewhere else found.verdict,
        "sealed_for": names.business if is_elsewhere and names else None,
        "sealed_at": found.sealed_at if is_ours else None,
        "timestamped_at": found.timestamped_at if is_ours else None,
        "added_bytes": len(data) - found.sealed_bytes if is_added else 0,
        "sha256": hashlib.sha256(data).hexdigest(),
        "contract": contract,
    }


def _judged(data: bytes) -> Verified:
    try:
        certificates = known_certificates(current_settings())
    except NoSealKey:
        log.exception("verify.no_key")
        certificates = []
    try:
        with _place():
            found = confined.verify(data, certificates)
    except Refused as error:
        log.info("verify.refused", code=error.code)
        return Verified(Verdict.UNREADABLE)
    if found.trouble is not None:
        level = log.error if found.verdict is Verdict.UNCLEAR else log.info
        level("verify.trouble", verdict=found.verdict, trouble=found.trouble)
    return found


@contextmanager
def _place() -> Iterator[None]:
    """One of few places; raises Busy when none gets free in time."""
    if not _places.acquire(timeout=PATIENCE_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _places.release()


def _is_here(names: Named | None) -> bool:
    """Whether this host may call the seal its own: the site any, a business what names it.

    Former ids of an imported business are somebody's word: they alone make nothing its own.
    """
    if g.caller.host_kind == SITE:
        return True
    return names is not None and names.tenant_id == g.caller.tenant_id


def _contract(names: Named, sealed: bytes) -> dict[str, Any] | None:
    """The contract that our seal names: at a business its own alone, on the site anybody's."""
    wanted: dict[str, Any] = {
        "sealed_for": names.tenant_id,
        "sealed_sha256": hashlib.sha256(sealed).hexdigest(),
    }
    if g.caller.host_kind == TENANT:
        return verified_contract(current_work(), names.contract_id, **wanted)
    for tenant_id in _known_as(names.tenant_id):
        with current_runtime().units.open(Context(tenant_id=tenant_id, read_only=True)) as work:
            contract = verified_contract(work, names.contract_id, **wanted)
        if contract is not None:
            return contract
    return None


def _known_as(sealed_for: UUID) -> list[UUID]:
    """The business that a seal names, and those that it came to be by imports."""
    with open_session(current_runtime().engine, LOOKUP) as session:
        return [sealed_for, *session.scalars(ONCE, {"former": sealed_for})]
