"""Accounts: people of a tenant, and of the platform."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.audit import Realm
from smoothschedule.core.db import (
    CURRENT_TENANT,
    PERSONAL,
    SECRET,
    Base,
    Identified,
    TenantOwned,
    Versioned,
)
from smoothschedule.users.rules import PLATFORM_ROLES, TENANT_ROLES, Role

OWNS = f"role = '{Role.TENANT_OWNER}'"


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


#: What nobody has to say and nobody can say otherwise: see fk_users_temporary.
LIKE_THE_TENANT = text(
    f"(SELECT is_temporary FROM tenants WHERE id = {CURRENT_TENANT})"  # noqa: S608 - a constant
)


class User(Account, TenantOwned, Versioned, Base):
    """A person of one tenant; the same address may exist in another tenant.

    Accounts of a demo business are temporary, no others are.
    """

    realm: ClassVar[str] = Realm.TENANT
    __tablename__ = "users"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "is_temporary"],
            ["tenants.id", "tenants.is_temporary"],
            name="fk_users_temporary",
            onupdate="CASCADE",
        ),
        CheckConstraint(f"role IN ({_one_of(TENANT_ROLES)})", name="role_of_tenant"),
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint("is_active OR role <> 'TENANT_OWNER'", name="owner_is_active"),
        UniqueConstraint("tenant_id", "email"),
        # One owner, always active: whatever happens at once, nobody else's code decides it.
        Index("uq_users_owner", "tenant_id", unique=True, postgresql_where=text(OWNS)),
    )

    is_temporary: Mapped[bool] = mapped_column(
        default=LIKE_THE_TENANT, server_default=text("false")
    )


class PlatformUser(Account, Identified, Versioned, Base):
    """A person of the platform; belongs to no tenant."""

    realm: ClassVar[str] = Realm.PLATFORM
    __tablename__ = "platform_users"
    __table_args__ = (
        CheckConstraint(f"role IN ({_one_of(PLATFORM_ROLES)})", name="role_of_platform"),
        CheckConstraint("email = lower(email)", name="email_lower"),
        UniqueConstraint("email"),
    )
