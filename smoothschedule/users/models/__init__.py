"""Tables of people, one noun per file."""

from smoothschedule.users.models.account import Account, PlatformUser, User
from smoothschedule.users.models.api_token import ApiToken
from smoothschedule.users.models.email_change import EmailChange, PlatformEmailChange
from smoothschedule.users.models.grant import PermissionGrant
from smoothschedule.users.models.link import PlatformLink, UserLink
from smoothschedule.users.models.second_factor import (
    PlatformRecoveryCode,
    PlatformSecondFactor,
    RecoveryCode,
    SecondFactor,
)
from smoothschedule.users.models.session import PlatformSession, SignInSession, UserSession
from smoothschedule.users.models.visit import Visit

__all__ = [
    "Account",
    "ApiToken",
    "EmailChange",
    "PermissionGrant",
    "PlatformEmailChange",
    "PlatformLink",
    "PlatformRecoveryCode",
    "PlatformSecondFactor",
    "PlatformSession",
    "PlatformUser",
    "RecoveryCode",
    "SecondFactor",
    "SignInSession",
    "User",
    "UserLink",
    "UserSession",
    "Visit",
]
