"""Resources that were switched off, and what became of their appointments."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import Base, TenantOwned, tenant_fk
from smoothschedule.scheduling.rules.departures import UNDER_WAY, DepartureState, Do, Fate


class Departure(TenantOwned, Base):
    """One resource that left, and what was decided about the appointments it still had."""

    __tablename__ = "departures"
    __table_args__ = (
        tenant_fk("resource_id", "resources"),
        tenant_fk("to_id", "resources"),
        tenant_fk("created_by_id", "users"),
        CheckConstraint(f"state IN {tuple(map(str, DepartureState))}", name="state"),
        CheckConstraint(f"decision IN {tuple(map(str, Do))}", name="decision"),
        CheckConstraint("otherwise IN ('leave', 'cancel')", name="otherwise"),
        CheckConstraint("(decision = 'move') = (to_id IS NOT NULL)", name="moved_to_somebody"),
        CheckConstraint("total >= 0", name="total"),
        Index("ix_departures_resource", "tenant_id", "resource_id", "id"),
        # One at a time: two would move the same appointments.
        Index(
            "uq_departures_under_way",
            "tenant_id",
            "resource_id",
            unique=True,
            postgresql_where=text(f"state IN {tuple(sorted(map(str, UNDER_WAY)))}"),
        ),
    )

    resource_id: Mapped[UUID]
    created_by_id: Mapped[UUID | None]
    decision: Mapped[str]
    to_id: Mapped[UUID | None]
    #: What happens to those that do not fit.
    otherwise: Mapped[str]
    notify: Mapped[bool]
    #: The resource is deleted once nothing is left.
    deletes: Mapped[bool] = mapped_column(server_default=text("false"))
    state: Mapped[str]
    #: How many appointments were ahead.
    total: Mapped[int]
    ended_at: Mapped[datetime | None]


class DepartureRow(TenantOwned, Base):
    """An appointment that was ahead, in the order it is decided about; `fate` is None until then.

    What undo needs is the version that came of it: what was changed since is left alone.
    """

    __tablename__ = "departure_rows"
    __is_audited__ = False  # it is itself part of the record; the acts on appointments are audited
    __table_args__ = (
        tenant_fk("departure_id", "departures"),
        tenant_fk("appointment_id", "appointments"),
        CheckConstraint(f"fate IN {tuple(map(str, Fate))}", name="fate"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint(
            "version IS NULL OR fate IN ('moved', 'cancelled')", name="version_of_what_was_done"
        ),
        UniqueConstraint("tenant_id", "departure_id", "number"),
        Index("ix_departure_rows_appointment", "tenant_id", "appointment_id"),
    )

    departure_id: Mapped[UUID]
    number: Mapped[int]
    appointment_id: Mapped[UUID]
    fate: Mapped[str | None]
    version: Mapped[int | None]
    #: An undo was tried, and whether it brought the appointment back.
    is_back: Mapped[bool | None]
    #: Why it could not go there, or not come back.
    reason: Mapped[str | None]
