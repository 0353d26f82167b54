"""The two worlds of accounts, alike in everything but their tables."""

from __future__ import annotations

from dataclasses import dataclass

from smoothschedule.core.unit_of_work import Work
from smoothschedule.users.models import (
    EmailChange,
    PlatformEmailChange,
    PlatformLink,
    PlatformRecoveryCode,
    PlatformSecondFactor,
    PlatformSession,
    PlatformUser,
    RecoveryCode,
    SecondFactor,
    User,
    UserLink,
    UserSession,
)


@dataclass(frozen=True, slots=True)
class Realm:
    """The tables of one world of accounts."""

    account: type[User] | type[PlatformUser]
    session: type[UserSession] | type[PlatformSession]
    link: type[UserLink] | type[PlatformLink]
    second_factor: type[SecondFactor] | type[PlatformSecondFactor]
    recovery_code: type[RecoveryCode] | type[PlatformRecoveryCode]
    email_change: type[EmailChange] | type[PlatformEmailChange]


OF_TENANT = Realm(User, UserSession, UserLink, SecondFactor, RecoveryCode, EmailChange)
OF_PLATFORM = Realm(
    PlatformUser,
    PlatformSession,
    PlatformLink,
    PlatformSecondFactor,
    PlatformRecoveryCode,
    PlatformEmailChange,
)


def realm_of(work: Work) -> Realm:
    """Accounts of the tenant this work is in, or of the platform."""
    return OF_TENANT if work.context.tenant_id else OF_PLATFORM
