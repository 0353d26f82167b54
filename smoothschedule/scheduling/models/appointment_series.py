"""Appointments that repeat: the rule they were made by. Each is an appointment of its own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smoothschedule.core.db import Base, TenantOwned, Versioned, tenant_fk
from smoothschedule.scheduling.models.customer import Customer
from smoothschedule.scheduling.models.service import Service


class AppointmentSeries(TenantOwned, Versioned, Base):
    """An RFC 5545 rule on the wall clock of a zone, and from when on it was followed.

    `is_bounded`: the rule names no end and was followed for a year.
    """

    __tablename__ = "appointment_series"
    __table_args__ = (
        tenant_fk("service_id", "services"),
        tenant_fk("customer_id", "customers"),
        CheckConstraint("rule <> ''", name="rule_given"),
        CheckConstraint("sequence >= 0", name="sequence"),
        Index("ix_appointment_series_customer", "tenant_id", "customer_id"),
        Index("ix_appointment_series_service", "tenant_id", "service_id"),
    )

    service_id: Mapped[UUID]
    customer_id: Mapped[UUID]
    time_zone: Mapped[str]
    rule: Mapped[str]
    starts_at: Mapped[datetime]
    is_bounded: Mapped[bool]
    #: Counts what the guest is told of.
    sequence: Mapped[int] = mapped_column(server_default=text("0"))

    service: Mapped[Service] = relationship(lazy="raise", viewonly=True)
    customer: Mapped[Customer] = relationship(lazy="raise", viewonly=True)
