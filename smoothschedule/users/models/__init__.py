"""Tables of people, one noun per file."""

from smoothschedule.users.models.account import Account, PlatformUser, User
from smoothschedule.users.models.link import PlatformLink, UserLink
from smoothschedule.users.models.session import PlatformSession, SignInSession, UserSession

__all__ = [
    "Account",
    "PlatformLink",
    "PlatformSession",
    "PlatformUser",
    "SignInSession",
    "User",
    "UserLink",
    "UserSession",
]
