"""Requests of customers to be erased."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import PERSONAL, Base, TenantOwned, tenant_fk

STATES = ("open", "withdrawn", "declined", "done")


class ErasureRequest(TenantOwned, Base):
    """A customer wants their data erased, and what became of it; `answer` says why not."""

    __tablename__ = "erasure_requests"
    __table_args__ = (
        tenant_fk("customer_id", "customers"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided"),
        Index("ix_erasure_requests_customer", "tenant_id", "customer_id"),
        Index(
            "uq_erasure_requests_open",
            "tenant_id",
            "customer_id",
            unique=True,
            postgresql_where=text("state = 'open'"),
        ),
    )

    customer_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(server_default=text("'open'"))
    answer: Mapped[str | None] = mapped_column(info=PERSONAL)
    decided_at: Mapped[datetime | None]
