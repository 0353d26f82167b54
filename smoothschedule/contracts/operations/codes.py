"""Six digits by mail: who has the link and reads the mailbox is who was asked."""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, update

from smoothschedule.contracts.events import SignerCodeAsked, SignerVerified
from smoothschedule.contracts.models import SignerCode
from smoothschedule.contracts.operations.recording import record_event
from smoothschedule.contracts.rules.gate import Reason
from smoothschedule.contracts.sitting import Refused, Sitting
from smoothschedule.core.problems import Malformed, TooFast
from smoothschedule.core.tokens import derived_token, new_token, token_hash
from smoothschedule.core.unit_of_work import Work

LASTS: Final = timedelta(minutes=10)
MOST_TRIES: Final = 5
MOST_AN_HOUR: Final = 5
DIGITS: Final = 6


class CodeRefused(Malformed):
    """How often somebody may still guess is no secret: a code bears MOST_TRIES and no more."""

    security_action = "SIGNING_CODE_REFUSED"

    def __init__(self, title: str | None = None) -> None:
        super().__init__(title, errors={"json": {"code": [title or self.title]}})


class WrongCode(CodeRefused):
    slug = "wrong-code"

    def __init__(self, left: int) -> None:
        super().__init__(f"This code is not right; only the latest one counts. Tries left: {left}.")


class CodeUsedUp(CodeRefused):
    slug = "code-used-up"
    title = "This code is used up: it was entered wrongly too often. Please ask for a new one."


class CodeOver(CodeRefused):
    slug = "code-over"
    title = "This code is no longer valid. Please ask for a new one."


def ask_for_code(sitting: Sitting, *, secret_key: str) -> None:
    """A code is on its way to the signer's mailbox; earlier ones no longer work.

    The sitting is locked for update. Raises Refused when no code is wanted, TooFast. Emits
    SignerCodeAsked.
    """
    if sitting.passage.reason is not Reason.VERIFICATION_REQUIRED:
        raise Refused(sitting.passage.reason or Reason.VIEW_ONLY)
    work, signer = sitting.work, sitting.signer
    recent = (
        SignerCode.signer_id == signer.id,
        SignerCode.created_at > work.now - timedelta(hours=1),
    )
    if (work.session.scalar(select(func.count()).where(*recent)) or 0) >= MOST_AN_HOUR:
        raise TooFast("Several codes were mailed already. Please look there, or wait an hour.")
    work.session.execute(
        update(SignerCode)
        .where(SignerCode.signer_id == signer.id, SignerCode.expires_at > work.now)
        .values(expires_at=work.now)
    )
    nonce = new_token()
    made = SignerCode(
        signer_id=signer.id,
        code_nonce=nonce,
        code_hash=_hash_of(digits_of(nonce, secret_key), nonce, secret_key),
        expires_at=work.now + LASTS,
    )
    work.session.add(made)
    work.session.flush()
    record_event(work, sitting.contract, "code_sent", signer)
    work.emit(SignerCodeAsked(signer.id, sitting.contract.id, made.id))


def check_code(sitting: Sitting, code: str, *, secret_key: str, user_agent: str | None) -> None:
    """The right code opens the contract for a while; nothing happens where none is wanted.

    Each try counts, whatever becomes of the request. The sitting is locked for update. Raises
    Refused, WrongCode, CodeUsedUp, CodeOver. Emits SignerVerified.
    """
    reason = sitting.passage.reason
    if reason is not Reason.VERIFICATION_REQUIRED:
        if sitting.is_verified:
            return
        raise Refused(reason or Reason.VIEW_ONLY)
    work, signer = sitting.work, sitting.signer
    with work.apart() as own:
        tried = _count_try(own, signer.id)
    given = _hash_of("".join(code.split()), tried.code_nonce, secret_key)
    if not hmac.compare_digest(given, tried.code_hash):
        left = MOST_TRIES - tried.tries
        raise WrongCode(left) if left else CodeUsedUp
    work.session.execute(
        update(SignerCode).where(SignerCode.id == tried.id).values(used_at=work.now)
    )
    signer.code_verified_at = work.now
    record_event(work, sitting.contract, "verified", signer, user_agent=user_agent)
    work.emit(SignerVerified(signer.id, sitting.contract.id))


def digits_of(nonce: str, secret_key: str) -> str:
    """The six digits of a code; only the holder of the secret key can compute them."""
    number = int(derived_token(secret_key, "signer-code", nonce), 16) % 10**DIGITS
    return f"{number:0{DIGITS}}"


def _hash_of(code: str, nonce: str, secret_key: str) -> bytes:
    """What is kept of a code: of use to nobody who has only the database."""
    return token_hash(derived_token(secret_key, "signer-code-check", f"{nonce}:{code}"))


def _count_try(work: Work, signer_id: UUID) -> SignerCode:
    """The code that still holds, with one try more; raises CodeUsedUp, CodeOver."""
    newest = (
        select(SignerCode.id)
        .where(SignerCode.signer_id == signer_id)
        .order_by(SignerCode.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    holds = (
        SignerCode.id == newest,
        SignerCode.used_at.is_(None),
        SignerCode.expires_at > func.now(),
    )
    tried = work.session.scalar(
        update(SignerCode)
        .where(*holds, SignerCode.tries < MOST_TRIES)
        .values(tries=SignerCode.tries + 1)
        .returning(SignerCode)
        .execution_options(unjournaled=True, synchronize_session=False)
    )
    if tried is None:
        is_spent = work.session.scalar(select(SignerCode.id).where(*holds)) is not None
        raise CodeUsedUp if is_spent else CodeOver
    return tried
