"""Exports of everything that a business has."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import Base, TenantOwned, tenant_fk

STATES = ("queued", "running", "done", "failed", "expired")


class BusinessExport(TenantOwned, Base):
    """One archive: how far it is, where it is kept and until when; one is made at a time."""

    __tablename__ = "business_exports"
    __table_args__ = (
        tenant_fk("created_by_id", "users"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
        CheckConstraint("(state = 'done') = (expires_at IS NOT NULL)", name="done_expires"),
        CheckConstraint("(state = 'done') = (file_key IS NOT NULL)", name="done_is_kept"),
        Index("ix_business_exports_created", "tenant_id", "created_at"),
        Index(
            "uq_business_exports_underway",
            "tenant_id",
            unique=True,
            postgresql_where=text("state IN ('queued', 'running')"),
        ),
    )

    created_by_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(server_default=text("'queued'"))
    percent: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    file_key: Mapped[str | None]
    file_bytes: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    expires_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
