"""Signed-in browsers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import PERSONAL, SECRET, Base, Identified, TenantOwned, tenant_fk


class SignInSession:
    """Columns of a signed-in browser. Only the SHA-256 of its secret is kept.

    `visit_id` is the visit that the browser is on, if it is on one.
    """

    id: Mapped[UUID]
    user_id: Mapped[UUID] | Mapped[UUID | None]
    visit_id: Mapped[UUID | None]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, info=SECRET)
    last_seen_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    ip_address: Mapped[str | None] = mapped_column(info=PERSONAL)
    user_agent: Mapped[str | None] = mapped_column(info=PERSONAL)


class UserSession(SignInSession, TenantOwned, Base):
    __tablename__ = "sessions"
    __table_args__ = (
        tenant_fk("user_id", "users"),
        tenant_fk("visit_id", "visits"),
        CheckConstraint("user_id IS NOT NULL OR visit_id IS NOT NULL", name="somebody"),
        UniqueConstraint("tenant_id", "token_hash"),
        Index("ix_sessions_user", "tenant_id", "user_id"),
        Index(
            "ix_sessions_visit",
            "tenant_id",
            "visit_id",
            postgresql_where=text("visit_id IS NOT NULL"),
        ),
    )

    #: Nobody's while platform staff are inside the business as themselves.
    user_id: Mapped[UUID | None]


class PlatformSession(SignInSession, Identified, Base):
    __tablename__ = "platform_sessions"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index("ix_platform_sessions_user", "user_id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("platform_users.id"))
