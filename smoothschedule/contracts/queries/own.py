"""Contracts as customers see them who are signed in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import selectinload

from smoothschedule.contracts.models import Contract, ContractSigner
from smoothschedule.contracts.rules.states import (
    ACTING,
    ASKED,
    ContractState,
    SignerKind,
    SignerState,
)
from smoothschedule.core.pagination import page
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work


def own_contracts(work: Work, *, limit: int, after: str | None) -> dict[str, Any]:
    """A page of the contracts that the signed-in customer was ever asked to look at."""
    if work.actor.customer_id is None:
        raise NotFound
    theirs = exists().where(
        ContractSigner.tenant_id == Contract.tenant_id,
        ContractSigner.contract_id == Contract.id,
        ContractSigner.customer_id == work.actor.customer_id,
        ContractSigner.state.not_in((SignerState.WAITING, SignerState.REPLACED)),
        ContractSigner.kind != SignerKind.CC,
    )
    query = (
        select(Contract)
        .options(selectinload(Contract.signers))
        .where(Contract.state != ContractState.DRAFT, theirs)
    )
    found = page(work.session, query, (Contract.id,), limit=limit, after=after, descending=True)
    return {**found, "items": [_mine(work, each) for each in found["items"]]}


def own_signer(
    work: Work, contract_id: UUID, *, lock: bool = False
) -> tuple[Contract, ContractSigner]:
    """The contract and the signed-in customer's part in it; raises NotFound for anybody else's."""
    contract = work.get(Contract, contract_id, lock=lock)
    signer = _signer_of(work, contract)
    if signer is None or contract.state == ContractState.DRAFT:
        raise NotFound
    return contract, signer


def _mine(work: Work, contract: Contract) -> dict[str, Any]:
    signer = next(
        each
        for each in contract.signers
        if each.customer_id == work.actor.customer_id and each.state != SignerState.REPLACED
    )
    names = "id number title state message sent_at expires_at completed_at"
    can_sign = contract.is_open and signer.state in ASKED and signer.kind in ACTING
    return {
        **{name: getattr(contract, name) for name in names.split()},
        "signer_state": signer.state,
        "can_sign": can_sign,
    }


def _signer_of(work: Work, contract: Contract) -> ContractSigner | None:
    if work.actor.customer_id is None:
        return None
    query = select(ContractSigner).where(
        ContractSigner.contract_id == contract.id,
        ContractSigner.customer_id == work.actor.customer_id,
        ContractSigner.state.not_in((SignerState.WAITING, SignerState.REPLACED)),
    )
    found: ContractSigner | None = work.session.scalars(query).first()
    return found
