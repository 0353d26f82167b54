"""The sender's own remembered signature, put into the fields that a template keeps for it."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Final

from PIL import Image
from sqlalchemy import select

from smoothschedule.contracts.keys import content_key
from smoothschedule.contracts.models import (
    Contract,
    ContractValue,
    SavedSignature,
    SignatureImage,
)
from smoothschedule.contracts.queries.saved_signatures import PURPOSE
from smoothschedule.contracts.rules.fields import INKED, Field, fields_of
from smoothschedule.core.ciphers import Cipher, Unreadable
from smoothschedule.core.unit_of_work import Work
from smoothschedule.storage.port import Storage

STORED_AS: Final = "image/png"


def put_own_signature(work: Work, contract: Contract, *, files: Storage, secret_key: str) -> None:
    """Fields for the sender's signature hold it, where whoever sends has one remembered.

    Only in person: nobody's signature is put anywhere in their place, nor by a script. What is
    not remembered leaves its field empty.
    """
    actor = work.actor
    is_in_person = actor.visit_id is None and actor.api_token_id is None
    if actor.user_id is None or actor.user_id != contract.created_by_id or not is_in_person:
        return
    fields = [each for each in fields_of(contract.fields) if each.prefill == "sender.signature"]
    for field in fields:
        png = _remembered(work, field, secret_key)
        if png is not None:
            _put(work, contract, field, png, files=files)


def _remembered(work: Work, field: Field, secret_key: str) -> bytes | None:
    if field.type not in INKED:
        return None
    query = select(SavedSignature.ciphertext).where(
        SavedSignature.user_id == work.actor.user_id, SavedSignature.kind == field.type.value
    )
    kept = work.session.scalar(query)
    try:
        return Cipher(secret_key, PURPOSE).open(kept) if kept else None
    except Unreadable:
        return None


def _put(work: Work, contract: Contract, field: Field, png: bytes, *, files: Storage) -> None:
    digest = hashlib.sha256(png).hexdigest()
    key = content_key(contract.tenant_id, "images", digest, "png")
    with Image.open(BytesIO(png), formats=("PNG",)) as picture:
        width, height = picture.size
    image = SignatureImage(
        contract_id=contract.id,
        how="remembered",
        kind=field.type.value,
        sha256=digest,
        path=key,
        size_bytes=len(png),
        width_px=width,
        height_px=height,
    )
    work.session.add(image)
    work.session.flush()
    work.session.add(
        ContractValue(
            contract_id=contract.id,
            field_id=field.id,
            value={"image_id": str(image.id)},
            signature_image_id=image.id,
            saved_by="prefill",
            saved_at=work.now,
        )
    )
    work.session.flush()
    files.put(key, BytesIO(png), content_type=STORED_AS)
