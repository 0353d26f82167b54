"""Mails to those who sign. Jobs may run twice: a mail is written down as sent once it has left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import structlog
from sqlalchemy import update

from smoothschedule.contracts.models import Contract, ContractSigner
from smoothschedule.contracts.operations.people import signers_of
from smoothschedule.contracts.operations.signing_links import path_of, token_of
from smoothschedule.contracts.rules.days import moment_in
from smoothschedule.contracts.rules.states import ASKED, ContractState, SignerKind
from smoothschedule.core.jobs import job
from smoothschedule.core.unit_of_work import Work
from smoothschedule.mail.headers import one_line
from smoothschedule.mail.port import MailRefusedError
from smoothschedule.users.letters import place_of, send, work_of
from smoothschedule.users.models import User

log = structlog.get_logger()
ACTS: Final = {
    SignerKind.SIGNER: ("asks you to sign", "Read and sign it here"),
    SignerKind.APPROVER: ("asks you to approve", "Read and approve it here"),
    SignerKind.VIEWER: ("sends you to read", "Read it here"),
}
REQUEST = """Hello {name},

{sender} {act} “{title}”.
{message}
{invites}, on your phone or computer:

{url}

The link is yours alone: please do not pass it on. It can be used until {expires}.
"""
REMINDER = """Hello {name},

“{title}” from {sender} still waits for you.

{invites}, on your phone or computer:

{url}

The link is yours alone: please do not pass it on. It can be used until {expires}.
"""
VOIDED = """Hello {name},

{sender} took “{title}” back, so there is nothing left for you to do. The reason:

{reason}
"""


@dataclass(frozen=True, slots=True)
class _Letter:
    to: str
    subject: str
    text: str


@job
def mail_signing_request(runtime: Any, tenant_id: UUID, *, signer_id: str) -> None:
    """Whoever's turn it is has the link in their mailbox."""
    id = UUID(signer_id)
    with work_of(runtime, tenant_id) as work:
        letter = _request(runtime, work, id, REQUEST, is_first=True)
    if letter is None:
        return
    _leave(runtime, tenant_id, letter)
    with work_of(runtime, tenant_id) as work:
        work.session.execute(
            update(ContractSigner)
            .where(ContractSigner.id == id, ContractSigner.notified_at.is_(None))
            .values(notified_at=work.now)
            .execution_options(unjournaled=True, synchronize_session=False)
        )


@job
def mail_signing_reminder(runtime: Any, tenant_id: UUID, *, signer_id: str) -> None:
    """Whoever's turn it still is has the same link once more."""
    with work_of(runtime, tenant_id) as work:
        letter = _request(runtime, work, UUID(signer_id), REMINDER, is_first=False)
    if letter is not None:
        _leave(runtime, tenant_id, letter)


@job
def mail_contract_voided(runtime: Any, tenant_id: UUID, *, contract_id: str) -> None:
    """Everybody who was asked knows that there is nothing to sign any more, and why."""
    with work_of(runtime, tenant_id) as work:
        contract = work.get(Contract, UUID(contract_id))
        if contract.state != ContractState.VOIDED:
            return
        place, _ = place_of(runtime, work)
        title, reason = one_line(contract.title), contract.end_reason or ""
        letters = [
            _Letter(
                each.email,
                f"“{title}” was taken back",
                VOIDED.format(name=each.name, sender=place, title=title, reason=reason),
            )
            for each in signers_of(work, contract.id)
            if each.notified_at is not None and each.state in {*ASKED, "signed"}
        ]
    for letter in letters:
        _leave(runtime, tenant_id, letter)


def _request(
    runtime: Any, work: Work, signer_id: UUID, text: str, *, is_first: bool
) -> _Letter | None:
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
    place, host = place_of(runtime, work)
    act, invites = ACTS[SignerKind(signer.kind)]
    title = one_line(contract.title)
    written = text.format(
        name=signer.name,
        sender=_sender(work, contract, place),
        act=act,
        title=title,
        message=f"\n{contract.message}\n" if contract.message else "",
        invites=invites,
        url=runtime.settings.url_of(host, path_of(token)),
        expires=moment_in(contract.locale, contract.expires_at, contract.time_zone),
    )
    subject = f"{place} {act} “{title}”" if is_first else f"Reminder: “{title}” waits for you"
    return _Letter(signer.email, subject, written)


def _sender(work: Work, contract: Contract, place: str) -> str:
    if contract.created_by_id is None:
        return place
    return f"{one_line(work.get(User, contract.created_by_id).name)} of {place}"


def _leave(runtime: Any, tenant_id: UUID, letter: _Letter) -> None:
    try:
        send(runtime, tenant_id, to=letter.to, subject=letter.subject, text=letter.text)
    except MailRefusedError:
        log.warning("mail.refused", mail="signing")
