"""People are asked once more, by hand or every few days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from smoothschedule.contracts.events import SignerReminded
from smoothschedule.contracts.models import Contract, ContractSigner
from smoothschedule.contracts.operations.recording import record_event
from smoothschedule.contracts.problems import NotAsked, NotOpen, RemindedAlready
from smoothschedule.contracts.queries.signers import signers_of
from smoothschedule.contracts.rules.states import ACTING, ASKED, OPEN
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants.quotas import own_tenant

#: So soon after a mail nobody is mailed again.
PAUSE: Final = timedelta(minutes=10)


def remind(work: Work, contract_id: UUID, *, signer_id: UUID | None = None) -> Contract:
    """A mail with the same link is on its way to the signer, or to all whose turn it is.

    Locks the contract. Raises NotFound, NotOpen, NotAsked, RemindedAlready. Emits
    SignerReminded for each.
    """
    contract = work.get(Contract, contract_id, lock=True)
    if not contract.is_open:
        raise NotOpen
    everybody = signers_of(work, contract.id)
    if signer_id is not None and signer_id not in {each.id for each in everybody}:
        raise NotFound
    asked = [
        each
        for each in everybody
        if each.state in ASKED and (each.kind in ACTING or each.id == signer_id)
    ]
    wanted = [each for each in asked if signer_id in (None, each.id)]
    if not wanted:
        raise NotAsked
    ready = [each for each in wanted if _was_left_alone(work, each)]
    if not ready:
        raise RemindedAlready
    _remind(work, contract, ready)
    return contract


def remind_due(work: Work, *, limit: int = 100) -> int:
    """Whoever has not signed for so many days as their contract says is asked once more.

    Nobody is while the business is closed, and so is the page where they would sign. Locks each
    contract, passing over those that somebody works on. Returns how many people.
    """
    if own_tenant(work).is_suspended:
        return 0
    last_mail = func.coalesce(ContractSigner.reminded_at, ContractSigner.notified_at)
    every = func.make_interval(0, 0, 0, Contract.remind_every_days)
    query = (
        select(Contract)
        .join(
            ContractSigner,
            (ContractSigner.tenant_id == Contract.tenant_id)
            & (ContractSigner.contract_id == Contract.id),
        )
        .where(
            Contract.state.in_(OPEN),
            Contract.expires_at > work.now,
            Contract.remind_every_days.is_not(None),
            ContractSigner.state.in_(ASKED),
            ContractSigner.kind.in_(ACTING),
            last_mail + every <= work.now,
        )
        .limit(limit)
        .with_for_update(of=Contract, skip_locked=True)
    )
    count = 0
    for contract in work.session.scalars(query).unique().all():
        pause = timedelta(days=contract.remind_every_days or 1)
        signers = [
            each
            for each in signers_of(work, contract.id)
            if each.state in ASKED and each.kind in ACTING and _was_left_alone(work, each, pause)
        ]
        _remind(work, contract, signers)
        count += len(signers)
    return count


def _was_left_alone(work: Work, signer: ContractSigner, pause: timedelta = PAUSE) -> bool:
    last = signer.reminded_at or signer.notified_at
    return last is not None and last + pause <= work.now


def _remind(work: Work, contract: Contract, signers: Sequence[ContractSigner]) -> None:
    for signer in signers:
        signer.reminded_at = work.now
        record_event(work, contract, "reminded", signer)
        work.session.flush()
        work.emit(SignerReminded(signer.id, contract.id))
