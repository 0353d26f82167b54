"""Where a business works, and which clock hangs on the wall there."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import Base, TenantOwned, Versioned


class Location(TenantOwned, Versioned, Base):
    """A place; its zone is the one in which opening hours there are meant."""

    __tablename__ = "locations"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint("time_zone <> ''", name="time_zone_given"),
    )

    name: Mapped[str]
    address: Mapped[str] = mapped_column(server_default=text("''"))
    time_zone: Mapped[str]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
