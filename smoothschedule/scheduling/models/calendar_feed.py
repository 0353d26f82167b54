"""Private addresses under which calendar programs read a calendar."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import SECRET, Base, TenantOwned, tenant_fk


class CalendarFeed(TenantOwned, Base):
    """Whoever has the address reads one resource's or one customer's calendar.

    Each person has one address for a calendar, and it ends with their account.
    """

    __tablename__ = "calendar_feeds"
    __table_args__ = (
        tenant_fk("resource_id", "resources"),
        tenant_fk("customer_id", "customers"),
        tenant_fk("user_id", "users"),
        CheckConstraint("num_nonnulls(resource_id, customer_id) = 1", name="is_of_one"),
        Index("uq_calendar_feeds_token", "tenant_id", "token_hash", unique=True),
        Index(
            "uq_calendar_feeds_resource",
            "tenant_id",
            "resource_id",
            "user_id",
            unique=True,
            postgresql_where=text("resource_id IS NOT NULL"),
        ),
        Index(
            "uq_calendar_feeds_customer",
            "tenant_id",
            "customer_id",
            unique=True,
            postgresql_where=text("customer_id IS NOT NULL"),
        ),
    )

    resource_id: Mapped[UUID | None]
    customer_id: Mapped[UUID | None]
    #: Who made it, and for whom it works as long as they may see the calendar.
    user_id: Mapped[UUID]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, info=SECRET)
