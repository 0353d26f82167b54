"""When somebody is away, or something cannot be used."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smoothschedule.core.db import PERSONAL, Base, TenantOwned, tenant_fk
from smoothschedule.scheduling.models.resource import Resource

#: None is longer, so none that began earlier than this before a range reaches into it.
LONGEST_TIME_OFF = timedelta(days=366)


class TimeOff(TenantOwned, Base):
    """A stretch of time in which one resource is not there, whatever its hours say.

    `created_by_id` is whose account entered it; platform staff have none here.
    """

    __tablename__ = "time_off"
    __table_args__ = (
        tenant_fk("resource_id", "resources"),
        tenant_fk("created_by_id", "users"),
        CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        CheckConstraint(
            f"ends_at - starts_at <= interval '{LONGEST_TIME_OFF.days} days'", name="bounded"
        ),
        Index("ix_time_off_starts", "tenant_id", "resource_id", "starts_at"),
    )

    resource_id: Mapped[UUID]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(server_default=text("''"), info=PERSONAL)
    created_by_id: Mapped[UUID | None]

    resource: Mapped[Resource] = relationship(lazy="raise", viewonly=True)
