"""Signing: the moment at which what was filled in becomes what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from smoothschedule.contracts.events import ContractSigned, SignerSigned
from smoothschedule.contracts.models import ContractEvent, ContractSigner
from smoothschedule.contracts.operations.answering import NotAnAnswer, write_given
from smoothschedule.contracts.operations.asking import ask_due
from smoothschedule.contracts.operations.recording import record_event
from smoothschedule.contracts.operations.viewing import require_consent
from smoothschedule.contracts.queries.answers import files_of, images_of, values_of
from smoothschedule.contracts.queries.naming import edition_of
from smoothschedule.contracts.queries.signers import signers_of
from smoothschedule.contracts.rules.answers import as_evidence
from smoothschedule.contracts.rules.conditions import shown
from smoothschedule.contracts.rules.fields import FieldType
from smoothschedule.contracts.rules.routing import is_finished
from smoothschedule.contracts.rules.states import ContractState, SignerState
from smoothschedule.contracts.rules.values import refusals_of
from smoothschedule.contracts.sitting import Sitting
from smoothschedule.core.problems import Stale


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page shows its signer: their own version, the document, and which filling of it."""

    version: int
    document_sha256: str
    edition: int


def shown_now(sitting: Sitting) -> Seen:
    """What a page that is loaded now would show."""
    contract = sitting.contract
    return Seen(
        version=sitting.signer.version,
        document_sha256=contract.original_pdf_sha256 or "",
        edition=edition_of(sitting.work, contract),
    )


def finish(sitting: Sitting, *, seen: Seen, secret_key: str, user_agent: str | None) -> None:
    """The signer has signed, or approved; whoever comes next is asked, or the document sealed.

    The sitting is locked for update: of two last signers, the second sees that the first has
    signed. Raises Refused, ConsentMissing, Stale when what they saw was changed meanwhile,
    NotAnAnswer naming each field that is missing or wrong. Emits SignerSigned, and SignerAsked
    or ContractSigned.
    """
    require_consent(sitting)
    if seen != shown_now(sitting):
        raise Stale
    values = _complete_values(sitting)
    write_given(sitting, values)
    _sign(sitting, user_agent)
    evidence = _evidence(sitting, values)
    record_event(
        sitting.work, sitting.contract, "signed", sitting.signer, user_agent=user_agent, **evidence
    )
    sitting.work.emit(SignerSigned(sitting.signer.id, sitting.contract.id))
    go_on(sitting, signers_of(sitting.work, sitting.contract.id), secret_key=secret_key)


def go_on(sitting: Sitting, signers: Sequence[ContractSigner], *, secret_key: str) -> None:
    """Whoever is next is asked; when nobody is, everybody has signed and sealing is due.

    The contract is locked. Emits SignerAsked or ContractSigned.
    """
    work, contract = sitting.work, sitting.contract
    if not is_finished(signers):
        ask_due(work, contract, signers, secret_key=secret_key)
        return
    contract.state = ContractState.SEALING
    record_event(work, contract, "signed_by_all")
    work.emit(ContractSigned(contract.id, contract.appointment_id))


def _complete_values(sitting: Sitting) -> dict[str, Any]:
    """Field id -> value of the signer's own fields that are there; raises NotAnAnswer."""
    role = sitting.signer.role_key
    values = values_of(sitting)
    refused = refusals_of(sitting.fields, values, role=role)
    if refused:
        raise NotAnAnswer({each.field_id: [each.sentence] for each in refused})
    zone = ZoneInfo(sitting.contract.time_zone)
    today = sitting.work.now.astimezone(zone).date().isoformat()
    own = [each for each in shown(sitting.fields, values) if each.role == role]
    days = {each.id: today for each in own if each.type is FieldType.DATE_SIGNED}
    return {each.id: values[each.id] for each in own if each.id in values} | days


def _sign(sitting: Sitting, user_agent: str | None) -> None:
    signer, now = sitting.signer, sitting.work.now
    signer.state, signer.signed_at = SignerState.SIGNED, now
    signer.viewed_at = signer.viewed_at or now
    signer.signed_ip = sitting.work.ip_address
    signer.user_agent = (user_agent or "")[:300] or None
    signer.is_in_person, signer.host_user_id = sitting.is_in_person, sitting.host_user_id
    if sitting.contract.state == ContractState.SENT:
        sitting.contract.state = ContractState.IN_PROGRESS


def _evidence(sitting: Sitting, values: dict[str, Any]) -> dict[str, Any]:
    """What exactly was signed, for the chain of events."""
    work, contract, signer = sitting.work, sitting.contract, sitting.signer
    hashes = {str(id): each.sha256 for id, each in images_of(work, contract.id).items()}
    hashes |= {str(id): each.sha256 for id, each in files_of(work, contract.id).items()}
    return {
        "document_sha256": contract.original_pdf_sha256,
        "name": signer.name,
        "email": signer.email,
        "values": {id: as_evidence(value, hashes) for id, value in sorted(values.items())},
        "verified_by": verified_by(sitting),
    }


def verified_by(sitting: Sitting) -> str:
    """How it was seen that it is them: in_person, code, link, or handed_link, which the business
    passed on itself."""
    if sitting.is_in_person:
        return "in_person"
    if sitting.needs_code:
        return "code"
    return "handed_link" if _has_handed_link(sitting) else "link"


def _has_handed_link(sitting: Sitting) -> bool:
    renewed = (
        select(ContractEvent.details["by"].astext)
        .where(
            ContractEvent.contract_id == sitting.contract.id,
            ContractEvent.signer_id == sitting.signer.id,
            ContractEvent.kind == "link_renewed",
        )
        .order_by(ContractEvent.number.desc())
        .limit(1)
    )
    return sitting.work.session.scalar(renewed) == "hand"
