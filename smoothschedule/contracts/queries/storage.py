"""How much of the business's storage its contracts take up.

It counts against the plan where the business uploads something. Signers are never refused for
it: they cannot help it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from smoothschedule.contracts.models import (
    Contract,
    ContractAsset,
    ContractFile,
    ContractTemplate,
    SignatureImage,
)
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants.quotas import measures
from smoothschedule.tenants.rules.plans import Limit

SIZES = (
    Contract.original_bytes + Contract.sealed_bytes,
    ContractTemplate.pdf_bytes,
    ContractAsset.size_bytes,
    ContractFile.size_bytes,
    SignatureImage.size_bytes,
)


@measures(Limit.STORAGE_BYTES)
def bytes_of_contracts(work: Work, _began: datetime) -> int:
    """Templates, pictures, signatures, attached files and documents together."""
    return sum(int(work.session.scalar(select(func.sum(size))) or 0) for size in SIZES)
