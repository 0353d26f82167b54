"""Mails to those who sign. Jobs may run twice: a mail is written down as sent once it has left."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any
from uuid import UUID

from sqlalchemy import update

from smoothschedule.contracts.jobs.mailing import (
    button,
    leave,
    link_of,
    quoted,
    sender_name,
    written,
)
from smoothschedule.contracts.jobs.wordings import ACTS, REMINDER, RENEWED, REQUEST, VOIDED
from smoothschedule.contracts.models import Contract, ContractSigner
from smoothschedule.contracts.operations.signing_links import token_of
from smoothschedule.contracts.queries.naming import in_place_of, renewal_for
from smoothschedule.contracts.queries.signers import signers_of
from smoothschedule.contracts.rules.days import moment_in
from smoothschedule.contracts.rules.states import ASKED, ContractState, SignerKind
from smoothschedule.core.jobs import job
from smoothschedule.core.unit_of_work import Work
from smoothschedule.mail.headers import one_line


@job
def mail_signing_request(runtime: Any, tenant_id: UUID, *, signer_id: str) -> None:
    """Whoever's turn it is has the link in their mailbox."""
    id = UUID(signer_id)
    with runtime.units.tenant(tenant_id) as work:
        message = _request(runtime, work, id, is_first=True)
    if message is None:
        return
    leave(runtime, message, mail="signing")
    with runtime.units.tenant(tenant_id) as work:
        work.session.execute(
            update(ContractSigner)
            .where(ContractSigner.id == id, ContractSigner.notified_at.is_(None))
            .values(notified_at=work.now)
            .execution_options(unjournaled=True, synchronize_session=False)
        )


@job
def mail_signing_reminder(runtime: Any, tenant_id: UUID, *, signer_id: str) -> None:
    """Whoever's turn it still is has the same link once more."""
    with runtime.units.tenant(tenant_id) as work:
        message = _request(runtime, work, UUID(signer_id), is_first=False)
    if message is not None:
        leave(runtime, message, mail="signing")


@job
def mail_document_renewed(runtime: Any, tenant_id: UUID, *, signer_id: str) -> None:
    """Whoever had opened the document knows that it says something else now."""
    with runtime.units.tenant(tenant_id) as work:
        signer = work.get(ContractSigner, UUID(signer_id))
        contract = work.get(Contract, signer.contract_id)
        renewal = renewal_for(work, contract, signer)
        token = token_of(signer, runtime.settings.secret_key)
        is_asked = contract.is_open and signer.state in ASKED and not signer.is_in_person
        if renewal is None or token is None or contract.expires_at is None or not is_asked:
            return
        message = written(
            work,
            runtime,
            RENEWED,
            to=(signer.name, signer.email),
            id=f"renewed-{signer.id}-{renewal['at']:%Y%m%d%H%M%S%f}",
            sender=sender_name(work, contract),
            title=contract.title,
            heir=renewal["name"],
            link=button("Read it again", link_of(work, runtime, token)),
            expires=_until(contract),
        )
    leave(runtime, message, mail="renewed")


@job
def mail_contract_voided(runtime: Any, tenant_id: UUID, *, contract_id: str) -> None:
    """Everybody who was asked knows that there is nothing to sign any more, and why."""
    with runtime.units.tenant(tenant_id) as work:
        contract = work.get(Contract, UUID(contract_id))
        if contract.state != ContractState.VOIDED:
            return
        messages = [
            written(
                work,
                runtime,
                VOIDED,
                to=(each.name, each.email),
                id=f"voided-{each.id}",
                title=contract.title,
                reason=quoted(contract.end_reason or ""),
            )
            for each in signers_of(work, contract.id)
            if each.notified_at is not None and each.state in {*ASKED, "signed"}
        ]
    for message in messages:
        leave(runtime, message, mail="voided")


def _request(runtime: Any, work: Work, signer_id: UUID, *, is_first: bool) -> EmailMessage | None:
    """What to write; None when it is true no more, or was told already."""
    signer = work.get(ContractSigner, signer_id)
    contract = work.get(Contract, signer.contract_id)
    if not contract.is_open or signer.state not in ASKED or signer.is_in_person:
        return None
    token = token_of(signer, runtime.settings.secret_key)
    if token is None or contract.expires_at is None:
        return None
    if is_first and signer.notified_at is not None:
        return None
    act, label = ACTS[SignerKind(signer.kind)]
    # A new link, and each reminder, is a mail of its own; a second attempt is not.
    edition = signer.token_hash.hex()[:12] if signer.token_hash else ""
    again = f"-{signer.reminded_at:%Y%m%d%H%M%S}" if signer.reminded_at and not is_first else ""
    return written(
        work,
        runtime,
        REQUEST if is_first else REMINDER,
        to=(signer.name, signer.email),
        id=f"sign-{signer.id}-{edition}{again}",
        sender=sender_name(work, contract),
        act=act,
        title=contract.title,
        **_stands_in(work, contract, signer),
        message=quoted(contract.message) if contract.message else None,
        link=button(label, link_of(work, runtime, token)),
        expires=_until(contract),
    )


def _stands_in(work: Work, contract: Contract, signer: ContractSigner) -> dict[str, Any]:
    """Who let them sign, and that person's word to them."""
    before = in_place_of(work, contract, signer, signers_of(work, contract.id))
    if not before or not (former := before[-1])["is_delegated"]:
        return {"former": None, "word": None}
    return {
        "former": one_line(former["name"]),
        "word": quoted(former["reason"]) if former["reason"] else None,
    }


def _until(contract: Contract) -> str:
    """Until when it can be signed, in the business's own time."""
    assert contract.expires_at is not None
    zone = contract.time_zone
    return f"{moment_in(contract.locale, contract.expires_at, zone)} ({zone})"
