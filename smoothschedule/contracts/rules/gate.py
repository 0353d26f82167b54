"""May this signer act on this contract now, and if not, why not: one answer for all routes.

The same gate stands before the page and before every write, so that what a page shows and
what is refused can never differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

#: Contracts that still want something of somebody.
OPEN: Final = frozenset({"sent", "in_progress"})
#: Who is asked for an act, not only shown the document.
ACTING: Final = frozenset({"signer", "approver"})
#: A signer whose turn has come and who has not acted.
ON_TURN: Final = frozenset({"notified", "viewed"})


class Reason(StrEnum):
    """Why somebody cannot sign now."""

    NOT_YOUR_TURN = "not_your_turn"
    ALREADY_SIGNED = "already_signed"
    DECLINED = "declined"
    VOIDED = "voided"
    EXPIRED = "expired"
    COMPLETED = "completed"
    VERIFICATION_REQUIRED = "verification_required"
    VIEW_ONLY = "view_only"


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the gate asks about. `is_verified`: the code was entered, or none is asked for.

    `is_in_person`: on a device of the business, which others have in their hands afterwards.
    """

    contract_state: str
    contract_expires_at: datetime | None
    signer_state: str
    signer_kind: str
    is_verified: bool
    now: datetime
    is_in_person: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """What the gate says. `shows_document`: they may see what the contract holds."""

    reason: Reason | None
    shows_document: bool

    @property
    def can_sign(self) -> bool:
        """Whether values, images, consent and the signature itself are taken now."""
        return self.reason is None


def passage(standing: Standing) -> Passage:
    """The answer for this signer: what ended the contract comes first, then who they are."""
    reason = _reason(standing)
    is_given_back = standing.is_in_person and reason is not None
    is_shut = not standing.is_verified or standing.contract_state == "voided"
    return Passage(reason, shows_document=not (is_shut or is_given_back))


def is_expired(standing: Standing) -> bool:
    """Whether the time to sign is over, swept or not; a contract that all signed cannot expire."""
    if standing.contract_state == "expired":
        return True
    until = standing.contract_expires_at
    return standing.contract_state in OPEN and until is not None and until <= standing.now


def _reason(standing: Standing) -> Reason | None:
    return _ended(standing) or _about_signer(standing)


def _ended(standing: Standing) -> Reason | None:
    if standing.contract_state == "voided":
        return Reason.VOIDED
    if standing.contract_state == "declined" or standing.signer_state == "declined":
        return Reason.DECLINED
    return Reason.EXPIRED if is_expired(standing) else None


def _about_signer(standing: Standing) -> Reason | None:
    checks = (
        (not standing.is_verified, Reason.VERIFICATION_REQUIRED),
        (standing.contract_state == "completed", Reason.COMPLETED),
        (standing.signer_state == "signed", Reason.ALREADY_SIGNED),
        (standing.signer_kind not in ACTING, Reason.VIEW_ONLY),
        (standing.contract_state not in OPEN, Reason.NOT_YOUR_TURN),
        (standing.signer_state not in ON_TURN, Reason.NOT_YOUR_TURN),
    )
    return next((reason for is_so, reason in checks if is_so), None)
