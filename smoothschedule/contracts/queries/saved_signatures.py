"""Whose signature is remembered, and who may see it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ColumnElement, select

from smoothschedule.contracts.models import SavedSignature
from smoothschedule.contracts.sitting import Sitting
from smoothschedule.core.ciphers import Cipher, Unreadable
from smoothschedule.scheduling.models import Customer
from smoothschedule.users.models import User

PURPOSE: Final = "saved-signature"


def may_remember(sitting: Sitting) -> bool:
    """Whether a signature can be remembered for this signer, or was.

    Only for somebody known here, at the address that the link was mailed to, and not on the
    business's own device: the link alone must never show another person's signature.
    """
    signer = sitting.signer
    if sitting.is_in_person or not sitting.passage.shows_document:
        return False
    email: str | None = None
    if signer.user_id is not None:
        email = sitting.work.session.scalar(select(User.email).where(User.id == signer.user_id))
    elif signer.customer_id is not None:
        whose = Customer.id == signer.customer_id
        email = sitting.work.session.scalar(select(Customer.email).where(whose))
    return email is not None and email.lower() == signer.email


def remembered(sitting: Sitting, *, secret_key: str) -> dict[str, bytes]:
    """Kind -> PNG of what is remembered of this signer; nothing that cannot be read any more."""
    if not may_remember(sitting):
        return {}
    found: dict[str, bytes] = {}
    for saved in sitting.work.session.scalars(select(SavedSignature).where(owner_of(sitting))):
        try:
            found[saved.kind] = Cipher(secret_key, PURPOSE).open(saved.ciphertext)
        except Unreadable:
            continue
    return found


def owner_of(sitting: Sitting) -> ColumnElement[bool]:
    """Remembered signatures of this signer's person."""
    if sitting.signer.user_id is not None:
        return SavedSignature.user_id == sitting.signer.user_id
    return SavedSignature.customer_id == sitting.signer.customer_id
