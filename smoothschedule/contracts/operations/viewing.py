"""Opening the contract and agreeing to sign it electronically."""

from __future__ import annotations

from smoothschedule.contracts.events import SignerConsented, SignerViewed
from smoothschedule.contracts.operations.recording import record_event
from smoothschedule.contracts.rules.consent import CURRENT, UnknownConsent, consent_text
from smoothschedule.contracts.rules.states import SignerState
from smoothschedule.contracts.sitting import Sitting
from smoothschedule.core.problems import Clash, Malformed


class ConsentMissing(Clash):
    slug = "consent-required"
    title = "Please agree to sign electronically first."


class ConsentOutdated(Clash):
    slug = "consent-outdated"
    title = "The text that you agreed to has changed. Load the page again and read it, please."


def open_contract(sitting: Sitting, *, user_agent: str | None) -> None:
    """Whoever was asked has seen the contract; nothing happens the second time.

    The sitting is locked for update. Emits SignerViewed.
    """
    signer = sitting.signer
    is_asked = sitting.contract.is_open and signer.state == SignerState.NOTIFIED
    if not (is_asked and sitting.passage.shows_document):
        return
    signer.state = SignerState.VIEWED
    signer.viewed_at = sitting.work.now
    record_event(sitting.work, sitting.contract, "viewed", signer, user_agent=user_agent)
    sitting.work.emit(SignerViewed(signer.id, sitting.contract.id))


def consent(sitting: Sitting, version: str, language: str, *, user_agent: str | None) -> None:
    """The signer agreed to this text; nothing happens the second time.

    Whoever agrees has the contract open. The sitting is locked for update. Raises Refused,
    ConsentOutdated, or Malformed for a text that there is not. Emits SignerConsented, and
    SignerViewed where that was not told yet.
    """
    sitting.require_gate()
    if version != CURRENT:
        raise ConsentOutdated
    try:
        text = consent_text(version, language)
    except UnknownConsent as error:
        raise Malformed(errors={"json": {"language": [str(error)]}}) from error
    signer = sitting.signer
    if signer.consented_at is not None:
        return
    # A page tells both at once, and may be heard in any order; nobody agrees to what is shut.
    open_contract(sitting, user_agent=user_agent)
    signer.consented_at = sitting.work.now
    signer.consent_version, signer.consent_language = text.version, text.language
    signer.consent_sha256 = text.sha256
    record_event(
        sitting.work,
        sitting.contract,
        "consented",
        signer,
        user_agent=user_agent,
        version=text.version,
        language=text.language,
        sha256=text.sha256,
    )
    sitting.work.emit(SignerConsented(signer.id, sitting.contract.id))


def require_consent(sitting: Sitting) -> None:
    """They may act and have agreed to do so electronically; raises Refused, ConsentMissing."""
    sitting.require_gate()
    if sitting.signer.consented_at is None:
        raise ConsentMissing
