"""Days on which a location is closed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import Base, TenantOwned, tenant_fk

LONGEST_CLOSURE_DAYS = 366


class Closure(TenantOwned, Base):
    """A holiday, from its first day to its last, by the calendar of its location.

    Repeated yearly it comes on the same dates each year from then on.
    """

    __tablename__ = "closures"
    __table_args__ = (
        tenant_fk("location_id", "locations"),
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint("starts_on <= ends_on", name="starts_before_it_ends"),
        CheckConstraint(f"ends_on - starts_on < {LONGEST_CLOSURE_DAYS}", name="bounded"),
        Index("ix_closures_location", "tenant_id", "location_id", "starts_on"),
    )

    location_id: Mapped[UUID]
    name: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    repeats_yearly: Mapped[bool] = mapped_column(server_default=text("false"))
