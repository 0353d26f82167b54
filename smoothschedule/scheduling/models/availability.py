"""When a resource works, week by week, by the wall clock of its location."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint, SmallInteger, func, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import Base, TenantOwned, tenant_fk


class AvailabilityWindow(TenantOwned, Base):
    """Working time on one weekday (0 is Monday); 1440 closes at the end of the day."""

    __tablename__ = "availability_windows"
    __table_args__ = (
        tenant_fk("resource_id", "resources"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint(
            "0 <= opens_minute AND opens_minute < closes_minute AND closes_minute <= 1440",
            name="opens_before_it_closes",
        ),
        ExcludeConstraint(
            ("tenant_id", "="),
            ("resource_id", "="),
            ("weekday", "="),
            (func.int4range(text("opens_minute"), text("closes_minute")), "&&"),
            name="ex_availability_windows_overlap",
        ),
    )

    resource_id: Mapped[UUID]
    weekday: Mapped[int] = mapped_column(SmallInteger)
    opens_minute: Mapped[int]
    closes_minute: Mapped[int]
