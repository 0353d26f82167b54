"""What happens to a contract that was sent goes into its evidence, chained to what went before."""

from __future__ import annotations

from typing import Any

from smoothschedule.contracts.models import Contract, ContractEvent, ContractSigner
from smoothschedule.contracts.rules.chain import next_link
from smoothschedule.core.unit_of_work import Work

LONGEST_AGENT = 300


def record_event(
    work: Work,
    contract: Contract,
    kind: str,
    signer: ContractSigner | None = None,
    *,
    user_agent: str | None = None,
    **details: Any,
) -> ContractEvent:
    """The contract's evidence ends with this act; whoever calls it has locked the contract.

    `details` are JSON without numbers that are no whole ones. Address and account are those of
    the unit of work.
    """
    record = {
        "contract_id": contract.id,
        "number": contract.last_event_number + 1,
        "kind": kind,
        "at": work.now,
        "signer_id": signer.id if signer else None,
        "user_id": work.actor.user_id,
        "ip": work.ip_address,
        "user_agent": user_agent[:LONGEST_AGENT] if user_agent else None,
        "details": details,
    }
    before = contract.last_event_hash
    event = ContractEvent(**record, prev_hash=before, hash=next_link(before, record))
    contract.last_event_number, contract.last_event_hash = event.number, event.hash
    work.session.add(event)
    return event
