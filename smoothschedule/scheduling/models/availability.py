"""When a resource works, week by week and on single days, by the wall clock of its location."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, SmallInteger, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

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


class DateOverride(TenantOwned, Base):
    """One day that is not as its weekday: its own windows hold, and without any it is closed."""

    __tablename__ = "date_overrides"
    __table_args__ = (
        tenant_fk("resource_id", "resources"),
        UniqueConstraint("tenant_id", "resource_id", "on_day"),
    )

    resource_id: Mapped[UUID]
    on_day: Mapped[date]

    windows: Mapped[list[DateOverrideWindow]] = relationship(
        lazy="raise", viewonly=True, order_by="DateOverrideWindow.opens_minute"
    )


class DateOverrideWindow(TenantOwned, Base):
    """Working time on the day of an override; 1440 closes at the end of the day."""

    __tablename__ = "date_override_windows"
    __table_args__ = (
        tenant_fk("override_id", "date_overrides"),
        CheckConstraint(
            "0 <= opens_minute AND opens_minute < closes_minute AND closes_minute <= 1440",
            name="opens_before_it_closes",
        ),
        ExcludeConstraint(
            ("tenant_id", "="),
            ("override_id", "="),
            (func.int4range(text("opens_minute"), text("closes_minute")), "&&"),
            name="ex_date_override_windows_overlap",
        ),
    )

    override_id: Mapped[UUID]
    opens_minute: Mapped[int]
    closes_minute: Mapped[int]
