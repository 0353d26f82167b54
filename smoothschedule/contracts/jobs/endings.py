"""Who sent a contract hears when somebody declines it, or when it cannot be sealed."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any, Final
from uuid import UUID

import structlog
from sqlalchemy import select

from smoothschedule.contracts.jobs.mailing import address_of, letter, sender_of_contract
from smoothschedule.contracts.models import Contract, ContractSigner
from smoothschedule.contracts.rules.states import ContractState, SignerState
from smoothschedule.core.jobs import job
from smoothschedule.core.unit_of_work import Work
from smoothschedule.mail.port import MailRefusedError

log = structlog.get_logger()
DECLINED: Final = """Hello {sender},

{who} declined to sign “{title}” ({number}). The reason given:

    {reason}

Nobody can sign this contract any more. You can make a new one from the same template:

{link}
"""
SEAL_FAILED: Final = """Hello {sender},

everybody has signed “{title}” ({number}), but the finished document could not be sealed:

    {reason}

Nothing that was signed is lost. You can try again here:

{link}
"""


@job
def mail_contract_declined(runtime: Any, tenant_id: UUID, *, contract_id: str) -> None:
    """The sender knows who declined, and why."""
    with runtime.units.tenant(tenant_id) as work:
        contract = work.get(Contract, UUID(contract_id))
        if contract.state != ContractState.DECLINED:
            return
        who = work.session.scalar(
            select(ContractSigner.name).where(
                ContractSigner.contract_id == contract.id,
                ContractSigner.state == SignerState.DECLINED,
            )
        )
        subject = f"Declined: {contract.title}"
        reason = contract.end_reason or ""
        message = _to_sender(
            work,
            contract,
            runtime=runtime,
            subject=subject,
            text=DECLINED,
            who=who,
            reason=reason,
        )
    _send(runtime, message, "contract_declined")


@job
def mail_seal_failed(runtime: Any, tenant_id: UUID, *, contract_id: str) -> None:
    """The sender knows that there is something to do."""
    with runtime.units.tenant(tenant_id) as work:
        contract = work.get(Contract, UUID(contract_id))
        if contract.state != ContractState.SEAL_FAILED:
            return
        subject, reason = f"Not sealed yet: {contract.title}", contract.seal_error or ""
        message = _to_sender(
            work, contract, runtime=runtime, subject=subject, text=SEAL_FAILED, reason=reason
        )
    _send(runtime, message, "seal_failed")


def _to_sender(
    work: Work, contract: Contract, *, runtime: Any, subject: str, text: str, **words: Any
) -> EmailMessage | None:
    """None where nobody of the business sent it."""
    sender = sender_of_contract(work, contract)
    if sender is None:
        return None
    filled = text.format(
        sender=sender.name,
        title=contract.title,
        number=contract.number,
        link=address_of(work, runtime, f"/app/contracts/{contract.id}"),
        **words,
    )
    return letter(work, runtime, to=sender.email, subject=subject, text=filled)


def _send(runtime: Any, message: EmailMessage | None, mail: str) -> None:
    if message is None:
        return
    try:
        runtime.mailer.send(message)
    except MailRefusedError:
        log.warning("mail.refused", mail=mail)
