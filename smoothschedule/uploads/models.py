"""What somebody was let to send into the store."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import PERSONAL, Base, TenantOwned


class Purpose(StrEnum):
    """What an upload is for; it can be taken over for nothing else."""

    TEMPLATE = "template"
    CUSTOMER_IMPORT = "customer_import"


class Upload(TenantOwned, Base):
    """One file on its way: who sends it, what for, and how large it will be.

    Its bytes lie under `key` until `drop_at`, taken over or not; once it is known what the file
    became (`result_id`), they are gone. `person_id` is an account of the business or of platform
    staff. Neither is a foreign key, for the row is gone soon and nothing is looked up by it.
    """

    __tablename__ = "uploads"
    __is_audited__ = False  # it is nothing before something takes it over, and that tells
    __table_args__ = (
        CheckConstraint(f"purpose IN {tuple(map(str, Purpose))}", name="purpose"),
        CheckConstraint("size_bytes > 0", name="size"),
        CheckConstraint("result_id IS NULL OR taken_at IS NOT NULL", name="result_of_taken"),
        Index("ix_uploads_person", "tenant_id", "person_id", "drop_at"),
        Index("ix_uploads_drop", "tenant_id", "drop_at"),
    )

    purpose: Mapped[str]
    #: The row that asked for the file, where there is one.
    subject_id: Mapped[UUID | None]
    person_id: Mapped[UUID]
    key: Mapped[str]
    file_name: Mapped[str] = mapped_column(info=PERSONAL)
    size_bytes: Mapped[int]
    drop_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    result_id: Mapped[UUID | None]
