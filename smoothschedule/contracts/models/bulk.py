"""The same contract sent to many people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.contracts.models.template import NO_OBJECT
from smoothschedule.core.db import LARGE, PERSONAL, Base, TenantOwned, tenant_fk

BULK_STATES = ("queued", "running", "done", "failed")
ROW_STATES = ("queued", "sent", "failed")


class BulkSend(TenantOwned, Base):
    """One contract for each row; `options` are what all of them share."""

    __tablename__ = "bulk_sends"
    __table_args__ = (
        tenant_fk("template_version_id", "template_versions"),
        tenant_fk("created_by_id", "users"),
        CheckConstraint(f"state IN {BULK_STATES}", name="state"),
        CheckConstraint("sent >= 0 AND failed >= 0 AND sent + failed <= total", name="counts"),
    )

    template_version_id: Mapped[UUID]
    created_by_id: Mapped[UUID | None]
    title: Mapped[str]
    message: Mapped[str] = mapped_column(server_default=text("''"), info=PERSONAL)
    options: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=NO_OBJECT, info=LARGE)
    state: Mapped[str] = mapped_column(server_default=text("'queued'"))
    total: Mapped[int]
    sent: Mapped[int] = mapped_column(server_default=text("0"))
    failed: Mapped[int] = mapped_column(server_default=text("0"))


class BulkSendRow(TenantOwned, Base):
    """One person of a bulk send, and what became of it."""

    __tablename__ = "bulk_send_rows"
    __table_args__ = (
        tenant_fk("bulk_send_id", "bulk_sends"),
        ForeignKeyConstraint(
            ["tenant_id", "customer_id"],
            ["customers.tenant_id", "customers.id"],
            ondelete="SET NULL (customer_id)",
        ),
        tenant_fk("contract_id", "contracts"),
        CheckConstraint(f"state IN {ROW_STATES}", name="state"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("(state = 'sent') = (contract_id IS NOT NULL)", name="sent_is_a_contract"),
        UniqueConstraint("tenant_id", "bulk_send_id", "number"),
        Index("ix_bulk_send_rows_contract", "tenant_id", "contract_id"),
        Index("ix_bulk_send_rows_customer", "tenant_id", "customer_id"),
    )

    bulk_send_id: Mapped[UUID]
    number: Mapped[int]
    name: Mapped[str] = mapped_column(info=PERSONAL)
    email: Mapped[str] = mapped_column(info=PERSONAL)
    customer_id: Mapped[UUID | None]
    values: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=NO_OBJECT, info=PERSONAL)
    state: Mapped[str] = mapped_column(server_default=text("'queued'"))
    error: Mapped[str | None]
    contract_id: Mapped[UUID | None]
