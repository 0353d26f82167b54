"""Customers taken over from a file, and what became of its rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import LARGE, PERSONAL, Base, TenantOwned, tenant_fk
from smoothschedule.scheduling.rules.customer_rows import DateOrder
from smoothschedule.scheduling.rules.imports import Existing, ImportState, Outcome


class CustomerImport(TenantOwned, Base):
    """One file of customers: how it is read, how far it is, and what it came to.

    `file_key` is None once the file is deleted. What the file says of people (`head` aside) is
    in `sample` and in the rows, and goes after 30 days.
    """

    __tablename__ = "customer_imports"
    __table_args__ = (
        tenant_fk("created_by_id", "users"),
        CheckConstraint(f"state IN {tuple(map(str, ImportState))}", name="state"),
        CheckConstraint(f"existing IN {tuple(map(str, Existing))}", name="existing"),
        CheckConstraint(f"date_order IN {tuple(map(str, DateOrder))}", name="date_order"),
        CheckConstraint("0 <= done_rows AND done_rows <= total_rows", name="progress"),
        CheckConstraint("file_bytes >= 0", name="file_bytes"),
        Index("ix_customer_imports_created", "tenant_id", "created_at"),
    )

    created_by_id: Mapped[UUID | None]
    file_name: Mapped[str] = mapped_column(info=PERSONAL)
    file_key: Mapped[str | None]
    #: How much of the plan's storage it takes up.
    file_bytes: Mapped[int]
    encoding: Mapped[str]
    delimiter: Mapped[str]
    head: Mapped[list[str]] = mapped_column(ARRAY(Text), info=LARGE)
    #: The first rows, to look at.
    sample: Mapped[list[list[str]]] = mapped_column(JSONB, info=PERSONAL)
    #: What each column is taken for.
    columns: Mapped[list[str | None]] = mapped_column(JSONB)
    date_order: Mapped[str]
    existing: Mapped[str] = mapped_column(server_default=text("'skip'"))
    state: Mapped[str] = mapped_column(server_default=text("'read'"))
    total_rows: Mapped[int]
    done_rows: Mapped[int] = mapped_column(server_default=text("0"))
    added: Mapped[int] = mapped_column(server_default=text("0"))
    changed: Mapped[int] = mapped_column(server_default=text("0"))
    unchanged: Mapped[int] = mapped_column(server_default=text("0"))
    refused: Mapped[int] = mapped_column(server_default=text("0"))
    #: Rows about somebody new with the address of somebody else, and where the first of them are.
    shared_rows: Mapped[int] = mapped_column(server_default=text("0"))
    shared: Mapped[list[dict[str, int | None]]] = mapped_column(
        JSONB, server_default=text("'[]'"), info=LARGE
    )
    #: Of what was added and changed, how much an undo took back.
    taken_back: Mapped[int] = mapped_column(server_default=text("0"))
    error: Mapped[str | None]
    ended_at: Mapped[datetime | None]


class CustomerImportRow(TenantOwned, Base):
    """A row that added or changed a customer, with what undo needs; or one that was refused.

    The customer is no foreign key: the row says what was done, whoever is still there.
    """

    __tablename__ = "customer_import_rows"
    __is_audited__ = False  # it is itself part of the record; the audit counts it
    __table_args__ = (
        tenant_fk("import_id", "customer_imports", ondelete="CASCADE"),
        CheckConstraint(f"outcome IN {tuple(map(str, Outcome))}", name="outcome"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("(outcome = 'refused') = (reason IS NOT NULL)", name="refused_why"),
        CheckConstraint("(outcome = 'refused') = (customer_id IS NULL)", name="refused_is_nobody"),
        UniqueConstraint("tenant_id", "import_id", "number"),
    )

    import_id: Mapped[UUID]
    number: Mapped[int]
    outcome: Mapped[str]
    customer_id: Mapped[UUID | None]
    #: The customer's version after it; undo leaves alone what was changed since.
    version: Mapped[int | None]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB, info=PERSONAL)
    cells: Mapped[list[str] | None] = mapped_column(ARRAY(Text), info=PERSONAL)
    reason: Mapped[str | None] = mapped_column(info=PERSONAL)
