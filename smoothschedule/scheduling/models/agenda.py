"""Who of the team is mailed their day, and when."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import Base, TenantOwned, tenant_fk


class Agenda(TenantOwned, Base):
    """A person's wish to read their day at this hour, by the clock of the place they work at."""

    __tablename__ = "agendas"
    __table_args__ = (
        tenant_fk("user_id", "users"),
        CheckConstraint("hour BETWEEN 0 AND 23", name="hour"),
        UniqueConstraint("tenant_id", "user_id"),
        Index("ix_agendas_due", "tenant_id", "due_at"),
    )

    user_id: Mapped[UUID]
    hour: Mapped[int] = mapped_column(SmallInteger)
    due_at: Mapped[datetime]
