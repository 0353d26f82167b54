"""A draft becomes a contract that people are asked to sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from smoothschedule.contracts.events import ContractSent
from smoothschedule.contracts.models import Contract, ContractSigner, TemplateVersion
from smoothschedule.contracts.operations.ahead import Setting, locked_with_document, setting_of
from smoothschedule.contracts.operations.asking import ask_due
from smoothschedule.contracts.operations.documents import Document, fix_document
from smoothschedule.contracts.operations.drafts import values_of
from smoothschedule.contracts.operations.own_signature import put_own_signature
from smoothschedule.contracts.operations.people import missing_roles
from smoothschedule.contracts.operations.quotas import require_contracts
from smoothschedule.contracts.operations.recording import record_event
from smoothschedule.contracts.problems import NotADraft, wrong
from smoothschedule.contracts.queries.facts import facts_of
from smoothschedule.contracts.queries.signers import signers_of
from smoothschedule.contracts.rules.conditions import is_filled
from smoothschedule.contracts.rules.fields import Field, FieldType, fields_of, gaps_of, roles_of
from smoothschedule.contracts.rules.naming import facts_json
from smoothschedule.contracts.rules.room import excess, tight_places
from smoothschedule.contracts.rules.values import named, value_refusal
from smoothschedule.core.unit_of_work import Work
from smoothschedule.storage.port import Storage


def send(
    work: Work, contract_id: UUID, *, files: Storage, secret_key: str, is_mailed: bool = True
) -> Contract:
    """Document and fields are fixed, and whoever signs first is asked.

    Locks the contract, once its document is set. Raises NotFound, NotADraft, ContractNotReady,
    QuotaReached, ChangedMeanwhile. Emits ContractSent, and SignerAsked for each who is asked.
    """
    look = partial(_look, work, contract_id)
    (contract, signers), setting, document = locked_with_document(
        work, contract_id, look, files=files
    )
    assert setting is not None
    assert document is not None
    version = work.get(TemplateVersion, contract.template_version_id)
    if without := missing_roles(version, signers):
        told = {role.key: [f"Choose who is “{role.name}”."] for role in without}
        raise wrong(signers=told)
    fix_document(contract, document, files=files)
    contract.facts = facts_json(setting.facts)
    put_own_signature(work, contract, files=files, secret_key=secret_key)
    refuse_incomplete(version, document, values_of(work, contract.id), signers)
    require_contracts(work)
    contract.sent_at = work.now
    contract.expires_at = work.now + timedelta(days=contract.expires_in_days)
    contract.state = "sent"
    work.session.flush()
    work.emit(ContractSent(contract.id))
    former = _note_sent_again(work, contract)
    record_event(
        work,
        contract,
        "sent",
        number=contract.number,
        title=contract.title,
        document_sha256=contract.original_pdf_sha256,
        template_version=version.number,
        former_number=former.number if former else None,
        signers=[_evidence(each) for each in signers],
        expires_at=_iso(contract.expires_at),
    )
    ask_due(work, contract, signers, secret_key=secret_key, is_mailed=is_mailed)
    work.session.flush()
    return contract


def _look(
    work: Work, contract_id: UUID, *, lock: bool
) -> tuple[tuple[Contract, list[ContractSigner]], Setting]:
    """The draft with its people, and what its document is set from; raises NotADraft."""
    contract = work.get(Contract, contract_id, lock=lock)
    if contract.state != "draft":
        raise NotADraft
    signers = signers_of(work, contract.id)
    return (contract, signers), setting_of(contract, facts_of(work, contract, signers))


def _note_sent_again(work: Work, contract: Contract) -> Contract | None:
    """The former's evidence ends with where it went on; returns the former, if there is one.

    Locks the former, after the contract itself.
    """
    if contract.former_id is None:
        return None
    former = work.get(Contract, contract.former_id, lock=True)
    record_event(work, former, "sent_again", contract_id=str(contract.id), number=contract.number)
    return former


def refuse_incomplete(
    version: TemplateVersion,
    document: Document,
    values: Mapping[str, Any],
    signers: Sequence[ContractSigner],
) -> None:
    """Nothing is missing or wrong that its signers could not put right; raises ContractNotReady."""
    fields = fields_of(document.fields, document.frames)
    gaps = gaps_of(roles_of(version.roles), fields)
    if gaps:
        raise wrong(template=[gap.sentence for gap in gaps])
    if document.missing:
        told_of = ", ".join(name.replace(".", " ") for name in document.missing)
        raise wrong(variables=[f"The text needs what is not known: {told_of}."])
    refused = {each.id: value_refusal(each, values.get(each.id)) for each in fields}
    errors = {id: [sentence] for id, sentence in refused.items() if sentence}
    errors |= {
        each.id: [f"{named(each)} is missing."]
        for each in fields
        if each.role is None
        and each.is_required
        and each.type is not FieldType.NOTE
        and not is_filled(each, values.get(each.id))
    }
    errors |= {flaw.field_id or "": [flaw.sentence] for flaw in tight_places(fields)}
    errors |= _tight_addresses(fields, {each.role_key: each.email for each in signers})
    if errors:
        raise wrong(values=errors)


def _tight_addresses(fields: Sequence[Field], emails: Mapping[str, str]) -> dict[str, list[str]]:
    """Nobody writes their own address into the document, so nobody could write a shorter one."""
    errors = {}
    for field in fields:
        email = emails.get(field.role or "", "")
        if field.type is FieldType.EMAIL and excess(field, email):
            errors[field.id] = [f"{named(field)} has no room for {email}."]
    return errors


def _evidence(signer: ContractSigner) -> dict[str, str | int]:
    return {
        "id": str(signer.id),
        "name": signer.name,
        "email": signer.email,
        "role": signer.role_key,
        "kind": signer.kind,
        "order": signer.routing_order,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None
