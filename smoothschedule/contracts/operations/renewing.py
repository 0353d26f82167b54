"""The document follows its people while nobody has signed it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, update

from smoothschedule.contracts.events import DocumentRenewed
from smoothschedule.contracts.models import (
    Contract,
    ContractSigner,
    ContractValue,
    TemplateVersion,
)
from smoothschedule.contracts.operations.ahead import Setting, setting_of
from smoothschedule.contracts.operations.documents import Document, fix_document
from smoothschedule.contracts.operations.recording import record_event
from smoothschedule.contracts.operations.sending import refuse_incomplete
from smoothschedule.contracts.queries.answers import stored_values
from smoothschedule.contracts.queries.naming import filled_beforehand, person_in
from smoothschedule.contracts.queries.signers import signers_of
from smoothschedule.contracts.rules.fields import fields_of
from smoothschedule.contracts.rules.naming import facts_from, facts_json, in_own_fields, renamed
from smoothschedule.contracts.rules.prefill import Facts, prefilled
from smoothschedule.contracts.rules.routing import current
from smoothschedule.contracts.rules.states import SignerState
from smoothschedule.core.unit_of_work import Work
from smoothschedule.storage.port import Storage


def setting_with(
    work: Work, contract: Contract, former: ContractSigner, heir: ContractSigner
) -> Setting | None:
    """What the document is set from with the heir in the former's place; None where nothing in it
    is another's then.
    """
    before, after = _facts(work, contract, former, heir)
    return None if after == before else setting_of(contract, after)


def renew(
    work: Work,
    contract: Contract,
    former: ContractSigner,
    heir: ContractSigner,
    *,
    document: Document,
    files: Storage,
) -> None:
    """The document and what was filled in beforehand name the heir where they named the former.

    Whoever had opened it has not opened this one: they are told, keep what they have filled in,
    and see it anew. What was there before stays in the store, and its hash in the evidence. The
    contract is locked, nobody has signed, and the document is that of `setting_with`. Raises
    ContractNotReady where it would not be whole. Emits DocumentRenewed for each who is told.
    """
    before, after = _facts(work, contract, former, heir)
    version = work.get(TemplateVersion, contract.template_version_id)
    changed = _refill(work, contract, before, after)
    signers = current(signers_of(work, contract.id))
    refuse_incomplete(version, document, stored_values(work, contract.id), signers)
    contract.facts, former_hash = facts_json(after), contract.original_pdf_sha256
    if document.sha256 == former_hash and not changed:
        return
    fix_document(contract, document, files=files)
    told = [each for each in signers if _has_opened(each)]
    for signer in told:
        signer.state, signer.viewed_at = SignerState.NOTIFIED.value, None
    record_event(
        work,
        contract,
        "document_renewed",
        heir={"id": str(heir.id), "name": heir.name},
        former_sha256=former_hash,
        document_sha256=contract.original_pdf_sha256,
        fields=sorted(changed),
        told=[str(each.id) for each in told],
    )
    work.session.flush()
    for signer in told:
        work.emit(DocumentRenewed(signer.id, contract.id))


def _has_opened(signer: ContractSigner) -> bool:
    """One who was told of a renewal, and has not come back since, has the page open perhaps."""
    return signer.state == SignerState.VIEWED or (
        signer.state == SignerState.NOTIFIED and signer.consented_at is not None
    )


def refill_own(
    work: Work, contract: Contract, former: ContractSigner, heir: ContractSigner
) -> None:
    """What was filled in of the former in fields of their own is the heir's, where it is known,
    and gone where it is not.
    """
    own = [each for each in fields_of(contract.fields) if each.role == heir.role_key]
    stored = filled_beforehand(work, contract)
    anew = in_own_fields(own, stored, person_in(work, former), person_in(work, heir))
    for id, value in anew.items():
        _put(work, contract, id, value)


def _facts(
    work: Work, contract: Contract, former: ContractSigner, heir: ContractSigner
) -> tuple[Facts, Facts]:
    kept = facts_from(contract.facts)
    return kept, renamed(kept, person_in(work, former), person_in(work, heir))


def _refill(work: Work, contract: Contract, before: Facts, after: Facts) -> list[str]:
    """Ids of the fields whose value followed; what the sender wrote otherwise stays."""
    fields = fields_of(contract.fields)
    then, now = prefilled(fields, before), prefilled(fields, after)
    stored = filled_beforehand(work, contract)
    changed = [
        id for id, value in now.items() if id in stored and stored[id] == then.get(id) != value
    ]
    for id in changed:
        _put(work, contract, id, now[id])
    return changed


def _put(work: Work, contract: Contract, field_id: str, value: Any) -> None:
    whose = (ContractValue.contract_id == contract.id) & (ContractValue.field_id == field_id)
    if value == "":
        work.session.execute(delete(ContractValue).where(whose))
        return
    anew = {"value": value, "saved_at": work.now}
    work.session.execute(update(ContractValue).where(whose).values(anew))
