"""Who takes part in a contract."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from smoothschedule.contracts.models import ContractSigner
from smoothschedule.core.unit_of_work import Work


def signers_of(work: Work, contract_id: UUID) -> list[ContractSigner]:
    """Everybody who takes part or did, in the order in which they sign, as they are now: whoever
    has just locked the contract may have read them before.
    """
    query = select(ContractSigner).where(ContractSigner.contract_id == contract_id)
    order = query.order_by(ContractSigner.routing_order, ContractSigner.id)
    return list(work.session.scalars(order.execution_options(populate_existing=True)))
