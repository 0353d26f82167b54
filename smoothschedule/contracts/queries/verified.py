"""What is told of a contract to whoever holds its sealed document."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.contracts.models import Contract
from smoothschedule.contracts.queries.stories import signers_of
from smoothschedule.contracts.rules.states import ContractState, SignerState
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants.models import Tenant


def verified_contract(work: Work, contract_id: UUID) -> dict[str, Any] | None:
    """Only what stands in the document itself; None for a contract that is not here (any more)."""
    contract = work.session.get(Contract, (work.context.tenant_id, contract_id))
    if contract is None or contract.state != ContractState.COMPLETED:
        return None
    return {
        "number": contract.number,
        "title": contract.title,
        "business_name": work.get(Tenant, contract.tenant_id).name,
        "completed_at": contract.completed_at,
        "signers": [
            {"name": each.name, "signed_at": each.signed_at}
            for each in signers_of(work, contract)
            if each.state == SignerState.SIGNED
        ],
    }
