"""What a merge of two customers did, for as long as it can be taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import LARGE, PERSONAL, SECRET, Base, TenantOwned, tenant_fk

#: So long a merge can be taken back.
MERGE_LIVES: Final = timedelta(days=30)


class CustomerMerge(TenantOwned, Base):
    """The record that is gone, how the one that stays was and became, and which rows went over.

    Its row is there while the merge stands and can be taken back. It goes over with the one that
    stays when they are merged themselves, so merges are taken back the last one first.
    """

    __tablename__ = "customer_merges"
    __is_audited__ = False  # it is itself part of the record; the audit counts what went over
    __table_args__ = (
        tenant_fk("stays_id", "customers"),
        tenant_fk("created_by_id", "users"),
        Index("ix_customer_merges_stays", "tenant_id", "stays_id", "id"),
    )

    stays_id: Mapped[UUID]
    #: No foreign key: there is no such customer while the merge stands.
    gone_id: Mapped[UUID]
    created_by_id: Mapped[UUID | None]
    gone: Mapped[dict[str, Any]] = mapped_column(JSONB, info=PERSONAL)
    before: Mapped[dict[str, Any]] = mapped_column(JSONB, info=PERSONAL)
    after: Mapped[dict[str, Any]] = mapped_column(JSONB, info=PERSONAL)
    #: "table.column" -> ids of the rows that named the one who is gone.
    moved: Mapped[dict[str, list[str]]] = mapped_column(JSONB, info=LARGE)
    #: "table.column" -> what it takes to have back the rows that only one of the two could keep.
    given_up: Mapped[dict[str, list[dict[str, Any]]]] = mapped_column(JSONB, info=SECRET)
