"""Appointments, and the time that each takes from a resource."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Computed,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    SmallInteger,
    UniqueConstraint,
    and_,
    case,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, query_expression, relationship

from smoothschedule.core.db import (
    PERSONAL,
    SECRET,
    Base,
    TenantOwned,
    Versioned,
    tenant_fk,
)
from smoothschedule.scheduling.models.customer import Customer
from smoothschedule.scheduling.models.location import Location
from smoothschedule.scheduling.models.resource import Resource
from smoothschedule.scheduling.models.service import Service
from smoothschedule.scheduling.rules.states import BLOCKING_STATES, State
from smoothschedule.tenants.rules.payment import PAYMENT_METHODS


def _texts(states: frozenset[State] | type[State]) -> str:
    return ", ".join(f"'{state.value}'" for state in sorted(states))


class Appointment(TenantOwned, Versioned, Base):
    """One visit, from the hold of a visitor who is still typing to its end.

    A class has two kinds of rows: a *session*, which occupies the resources and is nobody's, and
    its *participants*, who come to it. A participant is an appointment like any other, with its
    own state, link, price and history, but its time is the session's.

    `is_blocking` follows from the state, and each allocation repeats it under a foreign key
    checked at commit: an appointment that stands cannot stop occupying its resources.
    `sequence` counts what guests are told of (moves and decisions), as iCalendar does.
    """

    __tablename__ = "appointments"
    __table_args__ = (
        tenant_fk("service_id", "services"),
        tenant_fk("customer_id", "customers"),
        tenant_fk("location_id", "locations"),
        tenant_fk("series_id", "appointment_series"),
        tenant_fk("session_id", "appointments"),
        CheckConstraint(
            "(series_id IS NULL) = (planned_starts_at IS NULL)", name="planned_by_its_series"
        ),
        CheckConstraint(f"state IN ({_texts(State)})", name="state"),
        CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        CheckConstraint("ends_at - starts_at <= interval '72 hours'", name="bounded"),
        CheckConstraint(
            "is_session OR customer_id IS NOT NULL OR state IN ('hold', 'expired')",
            name="somebody_comes",
        ),
        CheckConstraint(
            "NOT is_session OR (customer_id IS NULL AND session_id IS NULL AND state <> 'hold')",
            name="a_session_is_nobodys",
        ),
        CheckConstraint("is_session OR NOT stays_empty", name="only_sessions_stay_empty"),
        CheckConstraint("seats BETWEEN 0 AND 500 AND is_session = (seats = 0)", name="seats"),
        CheckConstraint(
            "state <> 'hold' OR (hold_expires_at IS NOT NULL AND hold_token_hash IS NOT NULL)",
            name="a_hold_ends",
        ),
        CheckConstraint(
            "(manage_nonce IS NULL) = (manage_token_hash IS NULL)", name="manage_link_is_whole"
        ),
        CheckConstraint("price_minor >= 0", name="price"),
        CheckConstraint("late_fee_minor >= 0", name="late_fee"),
        CheckConstraint(f"payment_method IN {PAYMENT_METHODS}", name="payment_method"),
        CheckConstraint("currency ~ '^[A-Z]{3}$'", name="currency"),
        CheckConstraint("sequence >= 0", name="sequence"),
        UniqueConstraint("tenant_id", "id", "is_blocking", name="uq_appointments_blocking"),
        Index("uq_appointments_hold_token", "tenant_id", "hold_token_hash", unique=True),
        Index("uq_appointments_manage_token", "tenant_id", "manage_token_hash", unique=True),
        Index("ix_appointments_starts", "tenant_id", "starts_at", "id"),
        Index("ix_appointments_created", "tenant_id", "created_at"),
        Index("ix_appointments_customer", "tenant_id", "customer_id", "starts_at"),
        Index("ix_appointments_service", "tenant_id", "service_id", "starts_at"),
        Index("ix_appointments_location", "tenant_id", "location_id"),
        Index(
            "ix_appointments_series",
            "tenant_id",
            "series_id",
            "planned_starts_at",
            postgresql_where=text("series_id IS NOT NULL"),
        ),
        Index(
            "ix_appointments_unplanned",
            "tenant_id",
            postgresql_where=text(
                "state = 'confirmed' AND reminders_planned_for IS DISTINCT FROM starts_at"
            ),
        ),
        Index(
            "ix_appointments_reminders",
            "tenant_id",
            "next_reminder_at",
            postgresql_where=text("state = 'confirmed' AND next_reminder_at IS NOT NULL"),
        ),
        Index(
            "ix_appointments_session",
            "tenant_id",
            "session_id",
            postgresql_where=text("session_id IS NOT NULL"),
        ),
        Index(
            "ix_appointments_holds",
            "tenant_id",
            "hold_expires_at",
            postgresql_where=text("state = 'hold'"),
        ),
    )

    state: Mapped[str]
    service_id: Mapped[UUID]
    customer_id: Mapped[UUID | None]
    location_id: Mapped[UUID]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    price_minor: Mapped[int] = mapped_column(server_default=text("0"))
    #: What a guest's late cancellation costs, in the same currency; recorded, not collected.
    late_fee_minor: Mapped[int] = mapped_column(server_default=text("0"))
    currency: Mapped[str]
    #: How its guest will pay, or did, as far as anybody said.
    payment_method: Mapped[str | None]
    notes: Mapped[str] = mapped_column(server_default=text("''"), info=PERSONAL)
    cancel_reason: Mapped[str | None] = mapped_column(info=PERSONAL)
    hold_expires_at: Mapped[datetime | None]
    hold_token_hash: Mapped[bytes | None] = mapped_column(LargeBinary, info=SECRET)
    manage_nonce: Mapped[str | None] = mapped_column(info=SECRET)
    manage_token_hash: Mapped[bytes | None] = mapped_column(LargeBinary, info=SECRET)
    sequence: Mapped[int] = mapped_column(server_default=text("0"))
    series_id: Mapped[UUID | None]
    #: Where its series puts it; one that starts elsewhere is an exception.
    planned_starts_at: Mapped[datetime | None]
    #: The start for which its reminders were worked out; of another start they are not yet.
    reminders_planned_for: Mapped[datetime | None]
    #: When the next of them is due.
    next_reminder_at: Mapped[datetime | None]
    is_session: Mapped[bool] = mapped_column(server_default=text("false"))
    #: The session of a class that this is a participant of.
    session_id: Mapped[UUID | None]
    #: How many come with it; a session itself takes none.
    seats: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))
    #: A session that the team scheduled stands though nobody comes.
    stays_empty: Mapped[bool] = mapped_column(server_default=text("false"))
    is_blocking: Mapped[bool] = mapped_column(
        Computed(f"state IN ({_texts(BLOCKING_STATES)})", persisted=True)
    )

    service: Mapped[Service] = relationship(lazy="raise", viewonly=True)
    customer: Mapped[Customer | None] = relationship(lazy="raise", viewonly=True)
    location: Mapped[Location] = relationship(lazy="raise", viewonly=True)
    allocations: Mapped[list[Allocation]] = relationship(
        lazy="raise",
        viewonly=True,
        # A participant's are those of the session.
        primaryjoin=lambda: and_(
            Appointment.tenant_id == foreign(Allocation.tenant_id),
            holder_of(Appointment) == foreign(Allocation.appointment_id),
        ),
        order_by="(Allocation.starts_at, Allocation.resource_id)",
    )
    addons: Mapped[list[AppointmentAddon]] = relationship(
        lazy="raise", viewonly=True, order_by="AppointmentAddon.position"
    )
    #: Of a session, how many seats are booked, where a query asked for it.
    seats_taken: Mapped[int | None] = query_expression()

    #: It waits for a signature alone, where a query asked for it.
    waits_for_signature: Mapped[bool | None] = query_expression()

    @property
    def session(self) -> dict[str, int | None] | None:
        """What a session offers and how much of it is booked; None for everything else."""
        if not self.is_session:
            return None
        return {"capacity": self.service.capacity, "seats_taken": self.seats_taken}


def holder_of(appointment: type[Appointment]) -> ColumnElement[UUID]:
    """The appointment whose allocations are its time: itself, or the session it belongs to.

    No coalesce(): PostgreSQL takes that for something that could leak, and under row security
    would read whole tables rather than reach an index by it.
    """
    alone = appointment.session_id.is_(None), appointment.id
    return case(alone, else_=appointment.session_id)


class AppointmentAddon(TenantOwned, Base):
    """What was booked along, as it was offered then."""

    __tablename__ = "appointment_addons"
    __table_args__ = (
        tenant_fk("appointment_id", "appointments"),
        CheckConstraint("position >= 0", name="position"),
        UniqueConstraint("tenant_id", "appointment_id", "position"),
    )

    appointment_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[str]
    extra_minutes: Mapped[int]
    price_minor: Mapped[int]


class Allocation(TenantOwned, Base):
    """Time of one resource given to one appointment; the busy columns include the buffers.

    No two blocking rows of a resource overlap, whatever the application does, but where
    somebody with the permission meant it to: such rows are flagged. They are busy all the same.
    Rows with the same `share_key` may overlap: those of one class, which shares its seats. No
    two of them begin together, so a class has one session at a time on each resource.
    """

    __tablename__ = "allocations"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "appointment_id", "blocking"],
            ["appointments.tenant_id", "appointments.id", "appointments.is_blocking"],
            name="fk_allocations_appointment",
            deferrable=True,
            initially="DEFERRED",
        ),
        tenant_fk("resource_id", "resources"),
        CheckConstraint(
            "busy_from <= starts_at AND starts_at < ends_at AND ends_at <= busy_until",
            name="lies_within_busy",
        ),
        CheckConstraint("busy_until - busy_from <= interval '72 hours'", name="bounded"),
        CheckConstraint("segment >= 0", name="segment"),
        UniqueConstraint("tenant_id", "appointment_id", "resource_id", "segment"),
        Index("ix_allocations_starts", "tenant_id", "resource_id", "starts_at"),
        Index(
            "uq_allocations_session",
            "tenant_id",
            "resource_id",
            "share_key",
            "starts_at",
            unique=True,
            postgresql_where=text("blocking AND NOT is_overlap"),
        ),
        ExcludeConstraint(
            ("tenant_id", "="),
            ("resource_id", "="),
            (func.tstzrange(text("busy_from"), text("busy_until")), "&&"),
            ("share_key", "<>"),
            where=text("blocking AND NOT is_overlap"),
            name="ex_allocations_no_overlap",
        ),
    )

    appointment_id: Mapped[UUID]
    resource_id: Mapped[UUID]
    segment: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    busy_from: Mapped[datetime]
    busy_until: Mapped[datetime]
    blocking: Mapped[bool]
    #: The service for a session of a class, for everything else a value of its own.
    share_key: Mapped[UUID] = mapped_column(server_default=text("gen_random_uuid()"))
    #: Put on purpose over what had the time already.
    is_overlap: Mapped[bool] = mapped_column(server_default=text("false"))

    resource: Mapped[Resource] = relationship(lazy="raise", viewonly=True)
