"""The evidence: what happened to a contract, each entry chained to the one before."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import Base, TenantOwned, tenant_fk


class ContractEvent(TenantOwned, Base):
    """One act on a contract that was sent. The application adds rows and reads them, no more:
    so a contract with evidence cannot be deleted either.

    `hash` covers the row's content and `prev_hash`, the hash of the entry before.
    """

    __tablename__ = "contract_events"
    __is_audited__ = False  # it is itself the record of what was done
    __table_args__ = (
        tenant_fk("contract_id", "contracts"),
        tenant_fk("signer_id", "contract_signers"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("(number = 1) = (prev_hash IS NULL)", name="the_first_has_none_before"),
        UniqueConstraint("tenant_id", "contract_id", "number"),
    )

    contract_id: Mapped[UUID]
    number: Mapped[int]
    kind: Mapped[str]
    at: Mapped[datetime]
    signer_id: Mapped[UUID | None]
    #: Who of the business did it; no reference, so that the entry outlives the account.
    user_id: Mapped[UUID | None]
    ip: Mapped[str | None]
    user_agent: Mapped[str | None]
    details: Mapped[dict[str, Any]] = mapped_column(JSONB)
    prev_hash: Mapped[str | None]
    hash: Mapped[str]
