"""Links in mails that may be used once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import SECRET, Base, Identified, TenantOwned, tenant_fk


class OneTimeLink:
    """Columns of a secret that may be used once, for one purpose, for a while."""

    purpose: Mapped[str]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, info=SECRET)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class UserLink(OneTimeLink, TenantOwned, Base):
    """`password_reset`, or `handover` from the sign-up page to the business's own host."""

    __tablename__ = "user_links"
    __table_args__ = (
        tenant_fk("user_id", "users"),
        CheckConstraint("purpose IN ('password_reset', 'handover')", name="purpose"),
        UniqueConstraint("tenant_id", "token_hash"),
        Index("ix_user_links_user", "tenant_id", "user_id"),
    )

    user_id: Mapped[UUID]


class PlatformLink(OneTimeLink, Identified, Base):
    __tablename__ = "platform_links"
    __table_args__ = (
        CheckConstraint("purpose IN ('password_reset')", name="purpose"),
        UniqueConstraint("token_hash"),
        Index("ix_platform_links_user", "user_id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("platform_users.id"))
