"""Signatures that somebody wants to use again: theirs alone, encrypted, until they say no."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from smoothschedule.contracts.models import SavedSignature, SignatureImage
from smoothschedule.contracts.operations.inking import keep_ink
from smoothschedule.contracts.operations.viewing import require_consent
from smoothschedule.contracts.queries.saved_signatures import (
    PURPOSE,
    may_remember,
    owner_of,
    remembered,
)
from smoothschedule.contracts.rules.ink import inked
from smoothschedule.contracts.sitting import Sitting
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.ciphers import Cipher
from smoothschedule.core.db import new_id
from smoothschedule.core.problems import NotFound
from smoothschedule.storage.port import Storage


def remember(sitting: Sitting, image: SignatureImage, ink: bytes, *, secret_key: str) -> None:
    """The signature can be used again by the same person; an earlier one of its kind is gone.

    Nothing happens for somebody for whom nothing can be remembered.
    """
    if not may_remember(sitting):
        return
    work, signer = sitting.work, sitting.signer
    column = "user_id" if signer.user_id else "customer_id"
    kept = {
        "how": image.how,
        "ciphertext": Cipher(secret_key, PURPOSE).seal(ink),
        "created_at": work.now,
    }
    owner = {column: signer.user_id or signer.customer_id}
    row = insert(SavedSignature).values(id=new_id(), kind=image.kind, **owner, **kept)
    work.session.execute(
        row.on_conflict_do_update(index_elements=["tenant_id", column, "kind"], set_=kept)
    )
    work.record(Tag.SIGNATURE_REMEMBERED, "signer", signer.id, kind=image.kind)


def put_down_again(
    sitting: Sitting, *, kind: str, secret_key: str, files: Storage
) -> SignatureImage:
    """The remembered signature is the signer's for this contract too.

    The sitting is locked. Raises Refused, ConsentMissing, NotFound.
    """
    require_consent(sitting)
    png = remembered(sitting, secret_key=secret_key).get(kind)
    if png is None:
        raise NotFound
    return keep_ink(sitting, inked(png), kind=kind, how="remembered", files=files)


def forget(sitting: Sitting) -> None:
    """Nothing is remembered of this signer; contracts that they signed keep what they hold."""
    if not may_remember(sitting):
        return
    sitting.work.session.execute(delete(SavedSignature).where(owner_of(sitting)))
    sitting.work.record(Tag.SIGNATURE_FORGOTTEN, "signer", sitting.signer.id)
