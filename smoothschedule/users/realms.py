"""The two worlds of accounts, alike in everything but their tables."""

from __future__ import annotations

from dataclasses import dataclass

from smoothschedule.core.unit_of_work import Work
from smoothschedule.users.models import (
    PlatformLink,
    PlatformSession,
    PlatformUser,
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


OF_TENANT = Realm(User, UserSession, UserLink)
OF_PLATFORM = Realm(PlatformUser, PlatformSession, PlatformLink)


def realm_of(work: Work) -> Realm:
    """Accounts of the tenant this work is in, or of the platform."""
    return OF_TENANT if work.context.tenant_id else OF_PLATFORM
