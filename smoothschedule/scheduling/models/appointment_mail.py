"""What guests were written, and whether it arrived in other hands."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import Base, TenantOwned, tenant_fk
from smoothschedule.scheduling.rules.mails import Mail, MailState

KINDS = tuple(kind.value for kind in Mail)
STATES = tuple(state.value for state in MailState)


class AppointmentMail(TenantOwned, Base):
    """One mail about one turn of an appointment, a series or somebody on the waitlist: the same is
    never sent twice.

    It is written with the act that it tells of, and one job sends it. `begun` counts the
    attempts that ended nobody knows how: after the second it is not tried again, so that no
    guest gets it three times. A reminder belongs to a start and not to a turn.
    """

    __tablename__ = "appointment_mails"
    __is_audited__ = False  # it is itself the record of what was told
    __table_args__ = (
        tenant_fk("appointment_id", "appointments"),
        tenant_fk("series_id", "appointment_series"),
        tenant_fk("waitlist_entry_id", "waitlist_entries"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint(
            "num_nonnulls(appointment_id, series_id, waitlist_entry_id) = 1", name="is_about_one"
        ),
        CheckConstraint("(kind = 'series') = (series_id IS NOT NULL)", name="series_is_whole"),
        CheckConstraint(
            "(kind IN ('waitlist_joined', 'waitlist_offer')) = (waitlist_entry_id IS NOT NULL)",
            name="waitlist_is_whole",
        ),
        CheckConstraint(
            "(kind = 'reminder') = (starts_at IS NOT NULL AND minutes_before IS NOT NULL)",
            name="reminder_is_of_a_start",
        ),
        Index(
            "uq_appointment_mails_turn",
            "tenant_id",
            "appointment_id",
            "kind",
            "sequence",
            unique=True,
            postgresql_where=text("kind NOT IN ('reminder', 'series')"),
        ),
        Index(
            "uq_appointment_mails_reminder",
            "tenant_id",
            "appointment_id",
            "starts_at",
            "minutes_before",
            unique=True,
            postgresql_where=text("kind = 'reminder'"),
        ),
        Index(
            "uq_appointment_mails_series",
            "tenant_id",
            "series_id",
            "sequence",
            unique=True,
            postgresql_where=text("kind = 'series'"),
        ),
        Index(
            "uq_appointment_mails_waitlist",
            "tenant_id",
            "waitlist_entry_id",
            "kind",
            "sequence",
            unique=True,
            postgresql_where=text("waitlist_entry_id IS NOT NULL"),
        ),
    )

    appointment_id: Mapped[UUID | None]
    series_id: Mapped[UUID | None]
    waitlist_entry_id: Mapped[UUID | None]
    kind: Mapped[str]
    sequence: Mapped[int]
    #: Of a reminder: the start it reminds of, and how long before.
    starts_at: Mapped[datetime | None]
    minutes_before: Mapped[int | None]
    state: Mapped[str] = mapped_column(server_default=text("'queued'"))
    begun: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    tries: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    #: Why it was not sent: see rules/mails.py.
    failure: Mapped[str | None]
    #: When it left, or was given up.
    ended_at: Mapped[datetime | None]
