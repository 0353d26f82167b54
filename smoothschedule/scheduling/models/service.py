"""What a business sells, and what it takes to give it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smoothschedule.core.db import Base, TenantOwned, Versioned, tenant_fk
from smoothschedule.scheduling.models.intake import ServiceQuestion
from smoothschedule.scheduling.models.resource import DEFAULT_COLOR, RESOURCE_KINDS

GRIDS = ("window", "optimized")
MAX_MINUTES = 1440
#: How many reminders of one appointment there may be, and how long before it, in minutes.
MOST_REMINDERS, LATEST_REMINDER, EARLIEST_REMINDER = 5, 15, 43_200


class Service(TenantOwned, Versioned, Base):
    """A service and the rules by which it may be booked.

    An appointment with its buffers never spans more than three days: queries for what is
    busy rely on it to look back no further.
    """

    __tablename__ = "services"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint("color ~ '^#[0-9a-f]{6}$'", name="color"),
        CheckConstraint(f"duration_minutes BETWEEN 1 AND {MAX_MINUTES}", name="duration"),
        CheckConstraint(f"buffer_before_minutes BETWEEN 0 AND {MAX_MINUTES}", name="buffer_before"),
        CheckConstraint(f"buffer_after_minutes BETWEEN 0 AND {MAX_MINUTES}", name="buffer_after"),
        CheckConstraint(f"step_minutes BETWEEN 1 AND {MAX_MINUTES}", name="step"),
        CheckConstraint("lead_time_minutes BETWEEN 0 AND 527040", name="lead_time"),
        CheckConstraint("horizon_days BETWEEN 0 AND 1096", name="horizon"),
        CheckConstraint("capacity BETWEEN 2 AND 500", name="capacity"),
        CheckConstraint("max_per_day BETWEEN 1 AND 1000", name="max_per_day"),
        CheckConstraint("customer_max_per_day BETWEEN 1 AND 1000", name="customer_max_per_day"),
        CheckConstraint("customer_max_per_week BETWEEN 1 AND 1000", name="customer_max_per_week"),
        CheckConstraint("price_minor >= 0", name="price"),
        CheckConstraint("currency ~ '^[A-Z]{3}$'", name="currency"),
        CheckConstraint(f"grid IN {GRIDS}", name="grid"),
        CheckConstraint(
            f"cardinality(reminder_minutes) <= {MOST_REMINDERS}"
            f" AND {LATEST_REMINDER} <= ALL (reminder_minutes)"
            f" AND {EARLIEST_REMINDER} >= ALL (reminder_minutes)",
            name="reminders",
        ),
    )

    name: Mapped[str]
    description: Mapped[str] = mapped_column(server_default=text("''"))
    color: Mapped[str] = mapped_column(server_default=text(f"'{DEFAULT_COLOR}'"))
    duration_minutes: Mapped[int]
    price_minor: Mapped[int] = mapped_column(server_default=text("0"))
    currency: Mapped[str]
    buffer_before_minutes: Mapped[int] = mapped_column(server_default=text("0"))
    buffer_after_minutes: Mapped[int] = mapped_column(server_default=text("0"))
    step_minutes: Mapped[int]
    lead_time_minutes: Mapped[int] = mapped_column(server_default=text("0"))
    horizon_days: Mapped[int | None]
    #: Seats of a class; None is an ordinary service, where each appointment stands alone.
    capacity: Mapped[int | None] = mapped_column(SmallInteger)
    #: How many may be booked for one local day in all, and by one customer in a day or a week
    #: from Monday; None is no limit.
    max_per_day: Mapped[int | None]
    customer_max_per_day: Mapped[int | None]
    customer_max_per_week: Mapped[int | None]
    grid: Mapped[str] = mapped_column(server_default=text("'window'"))
    #: How long before the start guests are reminded.
    reminder_minutes: Mapped[list[int]] = mapped_column(
        ARRAY(Integer), server_default=text("'{1440}'")
    )
    requires_approval: Mapped[bool] = mapped_column(server_default=text("false"))
    is_public: Mapped[bool] = mapped_column(server_default=text("true"))
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))

    requirements: Mapped[list[ServiceRequirement]] = relationship(
        lazy="raise", viewonly=True, order_by="ServiceRequirement.position"
    )
    segments: Mapped[list[ServiceSegment]] = relationship(
        lazy="raise", viewonly=True, order_by="ServiceSegment.position"
    )
    addons: Mapped[list[ServiceAddon]] = relationship(
        lazy="raise", viewonly=True, order_by="ServiceAddon.position"
    )
    questions: Mapped[list[ServiceQuestion]] = relationship(
        lazy="raise", viewonly=True, order_by="ServiceQuestion.position"
    )


class ServiceRequirement(TenantOwned, Base):
    """One of its candidates is needed for each appointment of the service."""

    __tablename__ = "service_requirements"
    __table_args__ = (
        tenant_fk("service_id", "services"),
        CheckConstraint(f"kind IN {RESOURCE_KINDS}", name="kind"),
        CheckConstraint("position >= 0", name="position"),
        UniqueConstraint("tenant_id", "service_id", "position"),
        UniqueConstraint("tenant_id", "id", "kind", name="uq_service_requirements_kind"),
    )

    service_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[str]

    candidates: Mapped[list[RequirementCandidate]] = relationship(
        lazy="raise", viewonly=True, order_by="RequirementCandidate.position"
    )


class RequirementCandidate(TenantOwned, Base):
    """A resource that can meet a requirement; its kind is the kind asked for."""

    __tablename__ = "requirement_candidates"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "requirement_id", "kind"],
            [
                "service_requirements.tenant_id",
                "service_requirements.id",
                "service_requirements.kind",
            ],
            name="fk_requirement_candidates_requirement",
        ),
        ForeignKeyConstraint(
            ["tenant_id", "resource_id", "kind"],
            ["resources.tenant_id", "resources.id", "resources.kind"],
            name="fk_requirement_candidates_resource",
        ),
        CheckConstraint("position >= 0", name="position"),
        UniqueConstraint("tenant_id", "requirement_id", "resource_id"),
        Index("ix_requirement_candidates_resource", "tenant_id", "resource_id"),
    )

    requirement_id: Mapped[UUID]
    resource_id: Mapped[UUID]
    kind: Mapped[str]
    position: Mapped[int] = mapped_column(SmallInteger)


class ServiceSegment(TenantOwned, Base):
    """Part of an appointment of the service, one after the other.

    It holds the requirements at these positions; during it the others are free for somebody
    else. A service without segments holds all from start to end.
    """

    __tablename__ = "service_segments"
    __table_args__ = (
        tenant_fk("service_id", "services"),
        CheckConstraint("position >= 0", name="position"),
        CheckConstraint(f"duration_minutes BETWEEN 1 AND {MAX_MINUTES}", name="duration"),
        UniqueConstraint("tenant_id", "service_id", "position"),
    )

    service_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    duration_minutes: Mapped[int]
    holds: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger))


class ServiceAddon(TenantOwned, Base):
    """Something more that may be booked along: it takes longer and costs more."""

    __tablename__ = "service_addons"
    __table_args__ = (
        tenant_fk("service_id", "services"),
        CheckConstraint("position >= 0", name="position"),
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint("extra_minutes BETWEEN 0 AND 480", name="extra"),
        CheckConstraint("price_minor >= 0", name="price"),
        Index("ix_service_addons_service", "tenant_id", "service_id", "position"),
    )

    service_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[str]
    extra_minutes: Mapped[int] = mapped_column(server_default=text("0"))
    price_minor: Mapped[int] = mapped_column(server_default=text("0"))
