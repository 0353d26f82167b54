"""Who sent a contract hears when somebody declines it, or when it cannot be sealed."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any
from uuid import UUID

from sqlalchemy import select

from smoothschedule.contracts.jobs.mailing import (
    button,
    leave,
    page_of,
    quoted,
    sender_of_contract,
    written,
)
from smoothschedule.contracts.jobs.wordings import DECLINED, SEAL_FAILED
from smoothschedule.contracts.models import Contract, ContractSigner
from smoothschedule.contracts.rules.states import ContractState, SignerState
from smoothschedule.core.jobs import job
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.mails.texts import Wording


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
        reason = contract.end_reason or ""
        message = _to_sender(work, contract, DECLINED, runtime=runtime, reason=reason, who=who)
    if message is not None:
        leave(runtime, message, mail="contract_declined")


@job
def mail_seal_failed(runtime: Any, tenant_id: UUID, *, contract_id: str) -> None:
    """The sender knows that there is something to do."""
    with runtime.units.tenant(tenant_id) as work:
        contract = work.get(Contract, UUID(contract_id))
        if contract.state != ContractState.SEAL_FAILED:
            return
        reason = contract.seal_error or ""
        message = _to_sender(work, contract, SEAL_FAILED, runtime=runtime, reason=reason)
    if message is not None:
        leave(runtime, message, mail="seal_failed")


def _to_sender(
    work: Work,
    contract: Contract,
    wording: Wording,
    *,
    runtime: Any,
    reason: str,
    who: str | None = None,
) -> EmailMessage | None:
    """None where nobody of the business sent it."""
    sender = sender_of_contract(work, contract)
    if sender is None:
        return None
    return written(
        work,
        runtime,
        wording,
        to=(sender.name, sender.email),
        id=f"{contract.state}-{contract.id}-{contract.last_event_number}",
        title=contract.title,
        number=contract.number,
        who=who,
        reason=quoted(reason),
        link=button("Open the contract", page_of(work, runtime, contract)),
    )
