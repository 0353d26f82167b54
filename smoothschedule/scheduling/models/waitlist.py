"""Who waits for a time of a service, and what they were offered."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smoothschedule.core.db import SECRET, Base, TenantOwned, Versioned, tenant_fk
from smoothschedule.scheduling.models.appointment import Appointment
from smoothschedule.scheduling.models.customer import Customer
from smoothschedule.scheduling.models.resource import Resource
from smoothschedule.scheduling.models.service import Service
from smoothschedule.scheduling.rules.waitlist import ON_THE_LIST, EntryState, OfferState

STATES = tuple(state.value for state in EntryState)
OFFER_STATES = tuple(state.value for state in OfferState)
_ON_THE_LIST = f"state IN {tuple(sorted(ON_THE_LIST))}"


class WaitlistEntry(TenantOwned, Versioned, Base):
    """Somebody who waits for a time of a service on some days; first come, first asked.

    `sequence` counts the offers made, `lapsed` those in a row that ran out unanswered. The link
    of the entry is made as manage links are: see operations/manage_links.py.
    """

    __tablename__ = "waitlist_entries"
    __table_args__ = (
        tenant_fk("customer_id", "customers"),
        tenant_fk("service_id", "services"),
        tenant_fk("resource_id", "resources"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("seats BETWEEN 1 AND 500", name="seats"),
        CheckConstraint("from_day <= until_day", name="days"),
        CheckConstraint(
            "0 <= from_minute AND from_minute < until_minute AND until_minute <= 1440",
            name="times",
        ),
        CheckConstraint("sequence >= 0 AND lapsed >= 0", name="counts"),
        Index(
            "uq_waitlist_entries_open",
            "tenant_id",
            "customer_id",
            "service_id",
            unique=True,
            postgresql_where=text(_ON_THE_LIST),
        ),
        Index("uq_waitlist_entries_token", "tenant_id", "token_hash", unique=True),
        Index(
            "ix_waitlist_entries_order",
            "tenant_id",
            "service_id",
            "created_at",
            "id",
            postgresql_where=text(_ON_THE_LIST),
        ),
        Index("ix_waitlist_entries_service", "tenant_id", "service_id"),
        Index("ix_waitlist_entries_customer", "tenant_id", "customer_id"),
        Index("ix_waitlist_entries_resource", "tenant_id", "resource_id"),
    )

    state: Mapped[str] = mapped_column(server_default=text("'waiting'"))
    customer_id: Mapped[UUID]
    service_id: Mapped[UUID]
    #: With whom, where that matters to them.
    resource_id: Mapped[UUID | None]
    seats: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))
    from_day: Mapped[date]
    until_day: Mapped[date]
    from_minute: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    until_minute: Mapped[int] = mapped_column(SmallInteger, server_default=text("1440"))
    sequence: Mapped[int] = mapped_column(server_default=text("0"))
    lapsed: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    nonce: Mapped[str] = mapped_column(info=SECRET)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, info=SECRET)

    customer: Mapped[Customer] = relationship(lazy="raise", viewonly=True)
    service: Mapped[Service] = relationship(lazy="raise", viewonly=True)
    resource: Mapped[Resource | None] = relationship(lazy="raise", viewonly=True)


class WaitlistOffer(TenantOwned, Base):
    """A time that was offered to somebody; while it is open, a hold keeps the time for them."""

    __tablename__ = "waitlist_offers"
    __table_args__ = (
        tenant_fk("entry_id", "waitlist_entries"),
        tenant_fk("appointment_id", "appointments"),
        CheckConstraint(f"state IN {OFFER_STATES}", name="state"),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ends_once"),
        UniqueConstraint("tenant_id", "appointment_id"),
        UniqueConstraint("tenant_id", "entry_id", "sequence"),
        Index(
            "uq_waitlist_offers_open",
            "tenant_id",
            "entry_id",
            unique=True,
            postgresql_where=text("state = 'open'"),
        ),
    )

    entry_id: Mapped[UUID]
    appointment_id: Mapped[UUID]
    sequence: Mapped[int]
    state: Mapped[str] = mapped_column(server_default=text("'open'"))
    starts_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    appointment: Mapped[Appointment] = relationship(lazy="raise", viewonly=True)
