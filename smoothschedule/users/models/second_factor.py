"""Second factors: authenticator apps, and the codes for when the app is lost."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smoothschedule.core.db import SECRET, Base, Identified, TenantOwned, tenant_fk


class AuthenticatorApp:
    """Columns of a person's authenticator; it counts once a code of it has confirmed it."""

    #: The shared secret, sealed.
    secret: Mapped[bytes] = mapped_column(LargeBinary, info=SECRET)
    confirmed_at: Mapped[datetime | None]
    #: Number of the last 30 seconds of which a code was used: none of them or earlier counts again.
    last_step: Mapped[int | None] = mapped_column(BigInteger)


class SecondFactor(AuthenticatorApp, TenantOwned, Base):
    __tablename__ = "second_factors"
    __table_args__ = (tenant_fk("user_id", "users"), UniqueConstraint("tenant_id", "user_id"))

    user_id: Mapped[UUID]


class PlatformSecondFactor(AuthenticatorApp, Identified, Base):
    __tablename__ = "platform_second_factors"
    __table_args__ = (UniqueConstraint("user_id"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("platform_users.id"))


class SpareCode:
    """Columns of a code that may be used once in place of the app. Only its SHA-256 is kept."""

    code_hash: Mapped[bytes] = mapped_column(LargeBinary, info=SECRET)
    used_at: Mapped[datetime | None]


class RecoveryCode(SpareCode, TenantOwned, Base):
    __tablename__ = "recovery_codes"
    __table_args__ = (
        tenant_fk("user_id", "users"),
        UniqueConstraint("tenant_id", "user_id", "code_hash"),
    )

    user_id: Mapped[UUID]


class PlatformRecoveryCode(SpareCode, Identified, Base):
    __tablename__ = "platform_recovery_codes"
    __table_args__ = (UniqueConstraint("user_id", "code_hash"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("platform_users.id"))
