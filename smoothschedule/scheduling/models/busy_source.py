"""Calendars kept elsewhere, whose busy times take a resource off ours."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, SmallInteger, func, text
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import SECRET, Base, TenantOwned, tenant_fk
from smoothschedule.scheduling.models.time_off import LONGEST_TIME_OFF


class BusySource(TenantOwned, Base):
    """The address of an iCalendar file that is read again and again.

    The address is a secret of its owner's, so it is kept sealed; `host` says whose it is.
    """

    __tablename__ = "busy_sources"
    __table_args__ = (
        tenant_fk("resource_id", "resources"),
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint("failures >= 0", name="failures"),
        Index("ix_busy_sources_resource", "tenant_id", "resource_id"),
        Index("ix_busy_sources_due", "tenant_id", "next_check_at"),
    )

    resource_id: Mapped[UUID]
    name: Mapped[str]
    host: Mapped[str]
    sealed_url: Mapped[bytes] = mapped_column(LargeBinary, info=SECRET)
    #: What the server said of the file last read, to be told when it is another.
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    #: When the file was last read as a whole, and when it was last asked for.
    read_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]
    #: Why the last try came to nothing: see rules/busy.py.
    problem: Mapped[str | None]
    failures: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    #: Entries of the file last read that made no sense.
    skipped: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    next_check_at: Mapped[datetime] = mapped_column(server_default=func.now())


class BusyTime(TenantOwned, Base):
    """A stretch in which the resource is busy elsewhere; replaced whenever the file changes."""

    __tablename__ = "busy_times"
    __is_audited__ = False  # what somebody else's calendar says; its source is audited
    __table_args__ = (
        tenant_fk("source_id", "busy_sources"),
        tenant_fk("resource_id", "resources"),
        CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        CheckConstraint(
            f"ends_at - starts_at <= interval '{LONGEST_TIME_OFF.days} days'", name="bounded"
        ),
        Index("ix_busy_times_starts", "tenant_id", "resource_id", "starts_at"),
        Index("ix_busy_times_source", "tenant_id", "source_id"),
    )

    source_id: Mapped[UUID]
    resource_id: Mapped[UUID]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
