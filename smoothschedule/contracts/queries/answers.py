"""What is kept of a signer's answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from smoothschedule.contracts.models import ContractFile, ContractValue, SignatureImage
from smoothschedule.contracts.queries.signers import signers_of
from smoothschedule.contracts.rules.answers import standing
from smoothschedule.contracts.rules.states import SignerState
from smoothschedule.contracts.sitting import Sitting
from smoothschedule.core.unit_of_work import Work


def stored_values(work: Work, contract_id: UUID) -> dict[str, Any]:
    """Field id -> what is kept of it; None where somebody emptied it."""
    query = select(ContractValue.field_id, ContractValue.value)
    rows = work.session.execute(query.where(ContractValue.contract_id == contract_id))
    return {row.field_id: row.value for row in rows}


def values_of(sitting: Sitting) -> dict[str, Any]:
    """What stands in the fields, as this signer may see it."""
    signed = {
        each.role_key
        for each in signers_of(sitting.work, sitting.contract.id)
        if each.state == SignerState.SIGNED
    }
    return standing(
        sitting.fields,
        stored_values(sitting.work, sitting.contract.id),
        role=sitting.signer.role_key,
        person=(sitting.signer.name, sitting.signer.email),
        signed_roles=signed,
    )


def images_of(work: Work, contract_id: UUID) -> dict[UUID, SignatureImage]:
    """Every signature that was put down for the contract."""
    query = select(SignatureImage).where(SignatureImage.contract_id == contract_id)
    return {image.id: image for image in work.session.scalars(query)}


def files_of(work: Work, contract_id: UUID) -> dict[UUID, ContractFile]:
    """Every file that was attached to the contract."""
    query = select(ContractFile).where(ContractFile.contract_id == contract_id)
    return {file.id: file for file in work.session.scalars(query)}


def named_in(values: Mapping[str, Any], key: str) -> set[UUID]:
    """The ids of images (`image_id`) or files (`file_id`) that these values name."""
    return {UUID(each[key]) for each in values.values() if isinstance(each, dict) and key in each}
