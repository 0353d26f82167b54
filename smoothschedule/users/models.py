"""Tables of people: accounts of a tenant and of the platform, their sessions and links."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import (
    PERSONAL,
    SECRET,
    Base,
    Identified,
    TenantOwned,
    Versioned,
    tenant_fk,
)
from smoothschedule.users.rules import PLATFORM_ROLES, TENANT_ROLES


def _one_of(roles: frozenset[str]) -> str:
    return ", ".join(f"'{role}'" for role in sorted(roles))


class Account:
    """Columns of every person who can sign in; `email` is lower case."""

    id: Mapped[UUID]
    email: Mapped[str] = mapped_column(Text(collation="C"), info=PERSONAL)
    name: Mapped[str] = mapped_column(info=PERSONAL)
    role: Mapped[str]
    password_hash: Mapped[str | None] = mapped_column(info=SECRET)
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    is_temporary: Mapped[bool] = mapped_column(server_default=text("false"))
    last_sign_in_at: Mapped[datetime | None]


class User(Account, TenantOwned, Versioned, Base):
    """A person of one tenant; the same address may exist in another tenant."""

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint(f"role IN ({_one_of(TENANT_ROLES)})", name="role_of_tenant"),
        CheckConstraint("email = lower(email)", name="email_lower"),
        UniqueConstraint("tenant_id", "email"),
    )


class PlatformUser(Account, Identified, Versioned, Base):
    """A person of the platform; belongs to no tenant."""

    __tablename__ = "platform_users"
    __table_args__ = (
        CheckConstraint(f"role IN ({_one_of(PLATFORM_ROLES)})", name="role_of_platform"),
        CheckConstraint("email = lower(email)", name="email_lower"),
        UniqueConstraint("email"),
    )


class SignInSession:
    """Columns of a signed-in browser. Only the SHA-256 of its secret is kept."""

    id: Mapped[UUID]
    user_id: Mapped[UUID]
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
        UniqueConstraint("tenant_id", "token_hash"),
        Index("ix_sessions_user", "tenant_id", "user_id"),
    )

    user_id: Mapped[UUID]


class PlatformSession(SignInSession, Identified, Base):
    __tablename__ = "platform_sessions"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index("ix_platform_sessions_user", "user_id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("platform_users.id"))


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
