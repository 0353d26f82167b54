"""Filling in the fields of a contract: one row each, kept as it is typed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from smoothschedule.contracts.models import (
    ContractFile,
    ContractSigner,
    ContractValue,
    SignatureImage,
)
from smoothschedule.contracts.operations.viewing import require_consent
from smoothschedule.contracts.rules.answers import GIVEN
from smoothschedule.contracts.rules.fields import INKED, Field, FieldType
from smoothschedule.contracts.rules.values import named, value_refusal
from smoothschedule.contracts.sitting import Sitting
from smoothschedule.core.db import new_id
from smoothschedule.core.problems import Malformed, NotAllowed, NotFound, Stale


class NotYourField(NotAllowed):
    slug = "not-your-field"
    title = "Somebody else fills in this field."


class NotAnAnswer(Malformed):
    """What was sent cannot stand in the field: `errors.fields` says which and why."""

    slug = "fields-refused"
    title = "Some fields are not right yet."

    def __init__(self, sentences: dict[str, list[str]]) -> None:
        super().__init__(errors={"fields": sentences})


def save_value(sitting: Sitting, field_id: str, value: Any, *, version: int | None) -> int:
    """This stands in the signer's own field from now on; None empties it.

    `version` is the signer's version that the caller knows, if it says so. Returns the new one:
    every saved value counts it up, so that nobody signs what another tab has changed. The
    sitting is locked. Raises Refused, ConsentMissing, NotFound, NotYourField, NotAnAnswer,
    Stale.
    """
    require_consent(sitting)
    field = own_field(sitting, field_id)
    if version is not None and version != sitting.signer.version:
        raise Stale
    _check(sitting, field, value)
    _write(sitting, field, value)
    return _count_up(sitting)


def own_field(sitting: Sitting, field_id: str) -> Field:
    """The signer's own field of this id; raises NotFound, NotYourField, NotAnAnswer."""
    field = next((each for each in sitting.fields if each.id == field_id), None)
    if field is None:
        raise NotFound
    if field.role != sitting.signer.role_key:
        raise NotYourField
    if field.type in GIVEN:
        raise NotAnAnswer({field.id: [f"{named(field)} is filled in by itself."]})
    return field


def write_given(sitting: Sitting, values: dict[str, Any]) -> None:
    """What the server itself puts into the signer's fields as they sign: name, address, day."""
    for field in sitting.fields:
        if field.role == sitting.signer.role_key and field.id in values:
            _write(sitting, field, values[field.id])


def _check(sitting: Sitting, field: Field, value: Any) -> None:
    refused = value_refusal(field, value)
    if refused is None and value is not None:
        if field.type in INKED:
            refused = _picture_refusal(sitting, field, UUID(value["image_id"]))
        elif field.type is FieldType.ATTACHMENT:
            refused = _file_refusal(sitting, field, UUID(value["file_id"]))
    if refused is not None:
        raise NotAnAnswer({field.id: [refused]})


def _picture_refusal(sitting: Sitting, field: Field, image_id: UUID) -> str | None:
    """Only the signer's own ink, of the kind that the field wants, given for this contract."""
    found = sitting.work.session.scalar(
        select(func.count()).where(
            SignatureImage.id == image_id,
            SignatureImage.signer_id == sitting.signer.id,
            SignatureImage.kind == field.type.value,
        )
    )
    return None if found else f"{named(field)} needs a signature of your own."


def _file_refusal(sitting: Sitting, field: Field, file_id: UUID) -> str | None:
    found = sitting.work.session.scalar(
        select(func.count()).where(
            ContractFile.id == file_id,
            ContractFile.signer_id == sitting.signer.id,
            ContractFile.field_id == field.id,
        )
    )
    return None if found else f"{named(field)} needs a file that was sent for it."


def _write(sitting: Sitting, field: Field, value: Any) -> None:
    image = UUID(value["image_id"]) if field.type in INKED and value else None
    kept = {
        "value": value,
        "signer_id": sitting.signer.id,
        "signature_image_id": image,
        "saved_by": "signer",
        "saved_at": sitting.work.now,
    }
    row = insert(ContractValue).values(
        id=new_id(), contract_id=sitting.contract.id, field_id=field.id, **kept
    )
    key = ["tenant_id", "contract_id", "field_id"]
    sitting.work.session.execute(row.on_conflict_do_update(index_elements=key, set_=kept))


def _count_up(sitting: Sitting) -> int:
    """The signer's version, told to nobody else: what is being typed is no act yet."""
    signer = sitting.signer
    sitting.work.session.execute(
        update(ContractSigner)
        .where(ContractSigner.id == signer.id)
        .values(version=ContractSigner.version + 1)
        .execution_options(unjournaled=True, synchronize_session=False)
    )
    sitting.work.session.refresh(signer)
    return signer.version
