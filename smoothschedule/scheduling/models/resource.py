"""Who and what can be booked: staff, rooms, equipment."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smoothschedule.core.db import Base, TenantOwned, Versioned, tenant_fk
from smoothschedule.scheduling.models.availability import AvailabilityWindow
from smoothschedule.scheduling.models.location import Location

RESOURCE_KINDS = ("staff", "room", "equipment")
DEFAULT_COLOR = "#4263eb"


class Resource(TenantOwned, Versioned, Base):
    """One bookable person or thing, at one location; it serves one appointment at a time."""

    __tablename__ = "resources"
    __table_args__ = (
        tenant_fk("location_id", "locations"),
        tenant_fk("user_id", "users"),
        CheckConstraint(f"kind IN {RESOURCE_KINDS}", name="kind"),
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint("color ~ '^#[0-9a-f]{6}$'", name="color"),
        CheckConstraint("capacity = 1", name="capacity_is_one"),
        CheckConstraint("deleted_at IS NULL OR NOT is_active", name="deleted_is_off"),
        CheckConstraint("user_id IS NULL OR kind = 'staff'", name="only_staff_sign_in"),
        UniqueConstraint("tenant_id", "user_id"),
        # Lets requirement_candidates say that a requirement for a room names only rooms.
        UniqueConstraint("tenant_id", "id", "kind", name="uq_resources_kind"),
        Index("ix_resources_location", "tenant_id", "location_id"),
    )

    location_id: Mapped[UUID]
    kind: Mapped[str]
    name: Mapped[str]
    color: Mapped[str] = mapped_column(server_default=text(f"'{DEFAULT_COLOR}'"))
    capacity: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))
    user_id: Mapped[UUID | None]
    position: Mapped[int] = mapped_column(server_default=text("0"))
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    #: Since when it is a former one: in no list, but still named by what it took part in.
    deleted_at: Mapped[datetime | None]

    location: Mapped[Location] = relationship(lazy="raise", viewonly=True)
    hours: Mapped[list[AvailabilityWindow]] = relationship(
        lazy="raise",
        viewonly=True,
        order_by=(AvailabilityWindow.weekday, AvailabilityWindow.opens_minute),
    )

    @property
    def is_former(self) -> bool:
        """It was deleted, and is named only by what it took part in."""
        return self.deleted_at is not None
