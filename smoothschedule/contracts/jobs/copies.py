"""When a contract is complete, everybody hears of it once: a link always, the file where it is
small.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any, Final
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from smoothschedule.contracts.jobs.mailing import (
    button,
    leave,
    link_of,
    page_of,
    sender_of_contract,
    written,
)
from smoothschedule.contracts.jobs.wordings import COPY
from smoothschedule.contracts.models import Contract, ContractCopy
from smoothschedule.contracts.operations.copying import link_for_copy
from smoothschedule.contracts.queries.signers import signers_of
from smoothschedule.contracts.rules.states import ContractState, SignerState
from smoothschedule.core.db import new_id
from smoothschedule.core.jobs import job
from smoothschedule.core.unit_of_work import Work
from smoothschedule.storage.port import StorageError

log = structlog.get_logger()
#: Larger files are behind the link alone: many mailboxes refuse them.
MOST_ATTACHED_BYTES: Final = 5_000_000
SENDER: Final = "sender"
ATTACHED: Final = "It is attached to this mail, too."
LASTS: Final = "The link works for half a year."


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who is to have a copy; `key` is how it is noted that they were mailed."""

    key: str
    name: str
    email: str
    link: str


@job
def mail_contract_copies(runtime: Any, tenant_id: UUID, *, contract_id: str) -> None:
    """Each person has one mail about the finished document, however often this runs."""
    id = UUID(contract_id)
    with runtime.units.tenant(tenant_id) as work:
        contract = work.get(Contract, id)
        if contract.state != ContractState.COMPLETED:
            return
        recipients = _recipients(work, contract, runtime)
        attached = _attachable(contract)
    data = _read(runtime, attached)
    for recipient in recipients:
        with runtime.units.tenant(tenant_id) as work:
            message = _message(work, work.get(Contract, id), recipient, runtime=runtime, data=data)
        leave(runtime, message, mail="contract_copy")
        with runtime.units.tenant(tenant_id) as work:
            told = insert(ContractCopy).values(id=new_id(), contract_id=id, recipient=recipient.key)
            work.session.execute(told.on_conflict_do_nothing())


def _recipients(work: Work, contract: Contract, runtime: Any) -> list[Recipient]:
    """Whoever has no mail yet: the signers, those in copy, and who sent it; each address once."""
    query = select(ContractCopy.recipient).where(ContractCopy.contract_id == contract.id)
    done, found, seen = set(work.session.scalars(query)), [], set()
    for signer in signers_of(work, contract.id):
        key = f"signer:{signer.id}"
        if signer.state == SignerState.REPLACED or signer.email in seen:
            continue
        seen.add(signer.email)
        if key not in done:
            token = link_for_copy(work, contract, signer, runtime.settings.secret_key)
            link = link_of(work, runtime, token)
            found.append(Recipient(key, signer.name, signer.email, link))
    sender = sender_of_contract(work, contract)
    if sender is not None and sender.email not in seen and SENDER not in done:
        link = page_of(work, runtime, contract)
        found.append(Recipient(SENDER, sender.name, sender.email, link))
    return found


def _attachable(contract: Contract) -> str | None:
    return contract.sealed_pdf_path if contract.sealed_bytes <= MOST_ATTACHED_BYTES else None


def _read(runtime: Any, path: str | None) -> bytes | None:
    """The file, or nothing while the store is away: the link is in the mail in any case."""
    if path is None:
        return None
    try:
        with runtime.files.open(path) as file:
            return bytes(file.read())
    except StorageError as error:
        log.warning("copy.not_attached", error=type(error).__name__)
        return None


def _message(
    work: Work, contract: Contract, recipient: Recipient, *, runtime: Any, data: bytes | None
) -> EmailMessage:
    message = written(
        work,
        runtime,
        COPY,
        to=(recipient.name, recipient.email),
        id=f"copy-{contract.id}-{recipient.key.replace(':', '-')}",
        title=contract.title,
        number=contract.number,
        link=button("Open the finished document", recipient.link),
        attached=ATTACHED if data is not None else None,
        lasts=None if recipient.key == SENDER else LASTS,
    )
    if data is not None:
        name = f"{contract.number}.pdf"
        message.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    return message
