"""A customer's contracts: what somebody signed stays whole with its evidence, the rest is emptied.

The evidence of a contract is append-only for the application: it stays in any case. So a contract
that was sent keeps its log, and what the application may change of it goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, or_, select, update

from smoothschedule.contracts.keys import draft_key
from smoothschedule.contracts.models import (
    BulkSendRow,
    Contract,
    ContractFile,
    ContractSigner,
    ContractValue,
    SavedSignature,
    SignatureImage,
    SignerCode,
    SignerHandover,
)
from smoothschedule.contracts.operations.drafts import delete_draft
from smoothschedule.contracts.operations.voiding import void
from smoothschedule.contracts.queries.stored import former_documents
from smoothschedule.core.unit_of_work import Work
from smoothschedule.erasure.operations.person import ADDRESS, NAME, Person

#: Everybody of a contract reads this, and so does its evidence.
VOIDED_BECAUSE: Final = "The data of somebody who takes part in it was erased."


def erase_contracts(work: Work, person: Person) -> None:
    """Drafts are gone, open contracts withdrawn, unsigned ones without the person."""
    for id in contract_ids(work, person):
        contract = work.get(Contract, id, lock=True)
        if contract.state == "draft":
            _delete(work, contract, person)
            person.counts["drafts"] += 1
            continue
        if contract.is_open:
            void(work, id, reason=VOIDED_BECAUSE)
            person.counts["open"] += 1
        person.files += former_documents(work, id)  # nobody signed those
        contract.facts = {}  # what somebody signed says it all itself
        if is_signed_by_somebody(work, id):
            person.counts["signed"] += 1
        else:
            _empty(work, contract, person)
            person.counts["unsigned"] += 1
        _close_doors(work, contract, person)
    _forget_bulk_rows(work, person)
    remembered = SavedSignature.customer_id == person.customer_id
    if person.user_id is not None:
        remembered |= SavedSignature.user_id == person.user_id
    person.counts["signatures"] += work.change(delete(SavedSignature).where(remembered))


def contract_ids(work: Work, person: Person) -> Sequence[UUID]:
    """Contracts that are about the customer or that they take part in, in order."""
    signs = exists().where(
        ContractSigner.tenant_id == Contract.tenant_id,
        ContractSigner.contract_id == Contract.id,
        _is_theirs(person),
    )
    query = select(Contract.id).where(or_(Contract.customer_id == person.customer_id, signs))
    return work.session.scalars(query.order_by(Contract.id)).all()


def is_signed_by_somebody(work: Work, contract_id: UUID) -> bool:
    """Whether a signature stands in the contract, whoever's."""
    signed = exists().where(
        ContractSigner.contract_id == contract_id, ContractSigner.signed_at.is_not(None)
    )
    return bool(work.session.scalar(select(signed)))


def _is_theirs(person: Person) -> ColumnElement[bool]:
    """By record or account; whoever was asked by the address alone is they, too."""
    signer = ContractSigner
    known = [signer.customer_id == person.customer_id]
    if person.user_id is not None:
        known.append(signer.user_id == person.user_id)
    is_nobodys = signer.customer_id.is_(None) & signer.user_id.is_(None)
    return or_(*known, is_nobodys & signer.email.in_(person.emails))


def _delete(work: Work, contract: Contract, person: Person) -> None:
    person.files.append(draft_key(contract.tenant_id, contract.id))
    if contract.original_bytes and contract.original_pdf_path:
        person.files.append(contract.original_pdf_path)
    _drop_content(work, contract, person)
    delete_draft(work, contract)


def _drop_content(work: Work, contract: Contract, person: Person) -> None:
    """What was filled in, drawn and attached is gone."""
    work.change(delete(ContractValue).where(ContractValue.contract_id == contract.id))
    for table in (SignatureImage, ContractFile):
        gone = delete(table).where(table.contract_id == contract.id).returning(table.path)
        person.files += work.session.scalars(gone).all()


def _empty(work: Work, contract: Contract, person: Person) -> None:
    """Nothing is left of it that tells who it was for, but its evidence."""
    _drop_content(work, contract, person)
    if contract.original_bytes and contract.original_pdf_path:
        person.files.append(contract.original_pdf_path)
        person.emptied_ids.append(contract.id)
        contract.original_bytes = 0
    person.files.append(draft_key(contract.tenant_id, contract.id))
    contract.message, contract.end_reason = "", None
    work.session.flush()
    nobody = {
        "name": NAME,
        "email": ADDRESS,
        "decline_reason": None,
        "signed_ip": None,
        "user_agent": None,
        "notified_at": None,  # so that nobody writes to them
        "version": ContractSigner.version + 1,
    }
    theirs = ContractSigner.contract_id == contract.id
    theirs &= _is_theirs(person)
    work.change(update(ContractSigner).where(theirs).values(nobody))


def _close_doors(work: Work, contract: Contract, person: Person) -> None:
    """No link of theirs opens the contract."""
    theirs = ContractSigner.contract_id == contract.id
    theirs &= _is_theirs(person)
    ids = work.session.scalars(select(ContractSigner.id).where(theirs)).all()
    for table in (SignerCode, SignerHandover):
        work.change(delete(table).where(table.signer_id.in_(ids)))
    closed = {"link_nonce": None, "token_hash": None, "token_expires_at": None}
    closes = update(ContractSigner).where(ContractSigner.id.in_(ids)).values(closed)
    person.counts["links"] += work.change(closes)


def _forget_bulk_rows(work: Work, person: Person) -> None:
    nobody = {"name": NAME, "email": ADDRESS, "values": {}}
    by_address = BulkSendRow.customer_id.is_(None) & BulkSendRow.email.in_(person.emails)
    theirs = (BulkSendRow.customer_id == person.customer_id) | by_address
    # One that was to be sent still is not any more.
    waits = theirs & (BulkSendRow.state == "queued")
    work.change(update(BulkSendRow).where(waits).values(state="failed", error=VOIDED_BECAUSE))
    work.change(update(BulkSendRow).where(theirs).values(nobody))
