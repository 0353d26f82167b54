"""How much of the plan contracts use: those sent in a month; files are counted in queries."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from smoothschedule.contracts.models import Contract
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants import quotas
from smoothschedule.tenants.quotas import measures
from smoothschedule.tenants.rules.plans import Limit


@measures(Limit.CONTRACTS_A_MONTH)
def _sent(work: Work, began: datetime) -> int:
    query = select(func.count(Contract.id)).where(Contract.sent_at >= began)
    return work.session.scalar(query) or 0


def require_contracts(work: Work, count: int = 1) -> None:
    """So many more may be sent this month; raises QuotaReached."""
    quotas.require(work, Limit.CONTRACTS_A_MONTH, adding=count)


def require_room(work: Work, size_bytes: int) -> None:
    """So much more may be kept; raises QuotaReached."""
    quotas.require(work, Limit.STORAGE_BYTES, adding=size_bytes)
