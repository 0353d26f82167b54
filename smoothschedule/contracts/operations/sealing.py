"""From signed by all to sealed: what the job needs to know, and what it writes down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from smoothschedule.contracts.events import ContractCompleted, SealFailed, SealRetried
from smoothschedule.contracts.models import Contract
from smoothschedule.contracts.operations.recording import record_event
from smoothschedule.contracts.queries.answers import files_of, images_of, named_in, stored_values
from smoothschedule.contracts.queries.stories import story_of
from smoothschedule.contracts.queries.underway import is_under_way
from smoothschedule.contracts.rules.certificate import Story
from smoothschedule.contracts.rules.fields import Field, fields_of
from smoothschedule.contracts.rules.states import ContractState
from smoothschedule.core.problems import Clash
from smoothschedule.core.unit_of_work import Work

#: The job that seals, as jobs/sealing.py registers it.
SEALING_JOB = "seal_contract"


class NothingToRetry(Clash):
    slug = "seal-not-failed"
    title = "This document is sealed, or is being sealed right now."


@dataclass(frozen=True, slots=True)
class Due:
    """A contract to be sealed: the original and what goes onto it, by their keys in the store."""

    contract_id: UUID
    tenant_id: UUID
    original_path: str
    original_sha256: str
    fields: tuple[Field, ...]
    values: dict[str, Any]
    #: Image id -> where it is kept, and its hash.
    pictures: dict[str, tuple[str, str]]
    #: File id -> its name.
    names: dict[str, str]
    locale: str
    story: Story
    sealed_at: datetime


@dataclass(frozen=True, slots=True)
class SealedFile:
    """The sealed document in the store. `timestamp`: none, stamped or failed."""

    path: str
    sha256: str
    size_bytes: int
    timestamp: str


def due_for_sealing(work: Work, contract_id: UUID) -> Due | None:
    """What has to be known to seal the contract; None when it does not wait for it (any more)."""
    contract = work.get(Contract, contract_id)
    if contract.state != ContractState.SEALING:
        return None
    assert contract.original_pdf_path is not None
    assert contract.original_pdf_sha256 is not None
    values = stored_values(work, contract_id)
    used, attached = named_in(values, "image_id"), named_in(values, "file_id")
    images, files = images_of(work, contract_id), files_of(work, contract_id)
    return Due(
        contract_id=contract_id,
        tenant_id=contract.tenant_id,
        original_path=contract.original_pdf_path,
        original_sha256=contract.original_pdf_sha256,
        fields=fields_of(contract.fields, contract.frames),
        values=values,
        pictures={str(id): (images[id].path, images[id].sha256) for id in used},
        names={str(id): files[id].name for id in attached},
        locale=contract.locale,
        story=story_of(work, contract),
        sealed_at=work.now,
    )


def complete(work: Work, contract_id: UUID, sealed: SealedFile) -> bool:
    """The sealed document is the contract's; False when another run was first.

    Locks the contract. Emits ContractCompleted.
    """
    contract = work.get(Contract, contract_id, lock=True)
    if contract.state != ContractState.SEALING:
        return False
    contract.sealed_pdf_path, contract.sealed_sha256 = sealed.path, sealed.sha256
    contract.sealed_bytes, contract.timestamp_state = sealed.size_bytes, sealed.timestamp
    contract.state, contract.seal_error = ContractState.COMPLETED, None
    contract.completed_at = work.now
    record_event(work, contract, "sealed", sealed_sha256=sealed.sha256, timestamp=sealed.timestamp)
    work.emit(ContractCompleted(contract.id))
    return True


def note_trouble(work: Work, contract_id: UUID, sentence: str) -> None:
    """What kept the document from being sealed this time is there to be read; it is tried on."""
    contract = work.get(Contract, contract_id, lock=True)
    if contract.state == ContractState.SEALING and contract.seal_error != sentence:
        contract.seal_error = sentence
        work.record(SealFailed.tag, "contract", contract.id, is_final=False)


def give_up(work: Work, contract_id: UUID, sentence: str) -> None:
    """The document cannot be sealed until somebody has seen to it and tries again.

    Locks the contract. Emits SealFailed.
    """
    contract = work.get(Contract, contract_id, lock=True)
    if contract.state != ContractState.SEALING:
        return
    contract.state, contract.seal_error = ContractState.SEAL_FAILED, sentence
    record_event(work, contract, "seal_failed", error=sentence)
    work.emit(SealFailed(contract.id))


def retry(work: Work, contract_id: UUID) -> Contract:
    """Sealing is tried again. Locks the contract. Raises NotFound, NothingToRetry.

    Emits SealRetried.
    """
    contract = work.get(Contract, contract_id, lock=True)
    if contract.state != ContractState.SEAL_FAILED:
        raise NothingToRetry
    contract.state, contract.seal_error = ContractState.SEALING, None
    record_event(work, contract, "seal_retried")
    work.emit(SealRetried(contract.id))
    return contract


def resume_lost(work: Work) -> int:
    """Contracts that wait to be sealed without anything on its way are tried again, however
    old they are; returns how many.

    A job that was tried to the end leaves its trouble with the contract: that one has failed.
    """
    waiting = select(Contract.id, Contract.seal_error).where(
        Contract.state == ContractState.SEALING
    )
    lost = [
        row
        for row in work.session.execute(waiting)
        if not is_under_way(work, SEALING_JOB, contract_id=row.id)
    ]
    for id, trouble in lost:
        if trouble is not None:
            give_up(work, id, trouble)
        else:
            work.emit(SealRetried(id))
    return len(lost)
