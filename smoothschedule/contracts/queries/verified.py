"""What is told of a contract to whoever holds its sealed document."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.contracts.models import Contract
from smoothschedule.contracts.queries.signers import signers_of
from smoothschedule.contracts.rules.states import ContractState, SignerState
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants.quotas import own_tenant


def verified_contract(
    work: Work, contract_id: UUID, *, sealed_for: UUID, sealed_sha256: str
) -> dict[str, Any] | None:
    """Only what stands in the document itself; None for a contract that is not here (any more).

    `sealed_for`: which business the seal names. One that was sealed before the business was
    imported is known by its bytes too, since its rows were brought by hand.
    """
    contract = work.session.get(Contract, (work.context.tenant_id, contract_id))
    if contract is None or contract.state != ContractState.COMPLETED:
        return None
    if sealed_for != contract.tenant_id and (
        sealed_for not in own_tenant(work).former_ids or contract.sealed_sha256 != sealed_sha256
    ):
        return None
    return {
        "number": contract.number,
        "title": contract.title,
        "business_name": own_tenant(work).name,
        "completed_at": contract.completed_at,
        "signers": [
            {"name": each.name, "signed_at": each.signed_at}
            for each in signers_of(work, contract.id)
            if each.state == SignerState.SIGNED
        ],
    }
