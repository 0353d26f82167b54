"""Contracts that come to nothing: taken back by the business, or not signed in time."""

from __future__ import annotations

from uuid import UUID

from smoothschedule.contracts.events import ContractExpired, ContractVoided
from smoothschedule.contracts.models import Contract
from smoothschedule.contracts.operations.recording import record_event
from smoothschedule.contracts.problems import NotOpen
from smoothschedule.contracts.queries.signers import signers_of
from smoothschedule.contracts.rules.states import ASKED, ContractState, SignerState
from smoothschedule.core.unit_of_work import Work


def void(work: Work, contract_id: UUID, *, reason: str) -> Contract:
    """Nobody can sign the contract any more, and everybody who was asked hears why.

    Locks the contract. Raises NotFound, NotOpen. Emits ContractVoided.
    """
    contract = work.get(Contract, contract_id, lock=True)
    if not contract.is_open:
        raise NotOpen
    contract.state, contract.ended_at = ContractState.VOIDED.value, work.now
    contract.end_reason = reason
    record_event(work, contract, "voided", reason=reason)
    work.session.flush()
    work.emit(ContractVoided(contract.id, contract.appointment_id))
    return contract


def expire(work: Work, contract_id: UUID) -> bool:
    """The contract has expired, if its time is over and somebody has still to sign.

    Locks the contract. Emits ContractExpired.
    """
    contract = work.get(Contract, contract_id, lock=True)
    is_over = contract.expires_at is not None and contract.expires_at <= work.now
    if not contract.is_open or not is_over:
        return False
    contract.state, contract.ended_at = ContractState.EXPIRED.value, work.now
    for signer in signers_of(work, contract.id):
        if signer.state in ASKED | {SignerState.WAITING}:
            signer.state = SignerState.EXPIRED.value
    record_event(work, contract, "expired")
    work.session.flush()
    work.emit(ContractExpired(contract.id, contract.appointment_id))
    return True
