"""How much of the plan contracts use: those sent in a month, and room for files."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select

from smoothschedule.contracts.models import (
    Contract,
    ContractAsset,
    ContractFile,
    ContractTemplate,
    SignatureImage,
)
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants import quotas
from smoothschedule.tenants.quotas import measures
from smoothschedule.tenants.rules.plans import Limit

_SIZES: Final[tuple[Any, ...]] = (
    ContractTemplate.pdf_bytes,
    ContractAsset.size_bytes,
    Contract.original_bytes,
    Contract.sealed_bytes,
    SignatureImage.size_bytes,
    ContractFile.size_bytes,
)


@measures(Limit.CONTRACTS_A_MONTH)
def _sent(work: Work, began: datetime) -> int:
    query = select(func.count(Contract.id)).where(Contract.sent_at >= began)
    return work.session.scalar(query) or 0


@measures(Limit.STORAGE_BYTES)
def _stored(work: Work, _began: datetime) -> int:
    sums = (work.session.scalar(select(func.sum(size))) for size in _SIZES)
    return sum(int(size or 0) for size in sums)


def require_contract(work: Work) -> None:
    """One more may be sent this month; raises QuotaReached."""
    quotas.require(work, Limit.CONTRACTS_A_MONTH)


def require_room(work: Work, size_bytes: int) -> None:
    """So much more may be kept; raises QuotaReached."""
    quotas.require(work, Limit.STORAGE_BYTES, adding=size_bytes)
