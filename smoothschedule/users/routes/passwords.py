"""HTTP of passwords: forgotten ones, new ones, and how good they are."""

from __future__ import annotations

from typing import Any

from flask_login import current_user

from smoothschedule.core.api import PLATFORM, SITE, TENANT, Blueprint, current_work
from smoothschedule.users import accounts, passwords, throttle
from smoothschedule.users.routes.account import account
from smoothschedule.users.schemas.passwords import (
    PasswordChangeSchema,
    PasswordCheckSchema,
    PasswordResetConfirmSchema,
    PasswordResetSchema,
    PasswordVerdictSchema,
)

#: Passwords are chosen on every host: signing up, accepting an invitation, on the account page.
everywhere = Blueprint(
    "passwords",
    __name__,
    url_prefix="/api/v1",
    description="New passwords",
    hosts=frozenset({TENANT, PLATFORM, SITE}),
)


@account.endpoint("POST", "/auth/password-reset", "requestPasswordReset")
@account.public
@throttle.mails_of_account
@throttle.asks_of_address
@account.arguments(PasswordResetSchema)
@account.response(202)
def request_password_reset(body: dict[str, Any]) -> None:
    """Mail a reset link, if there is such an account; the answer is the same either way."""
    accounts.ask_for_reset(current_work(), body["email"])


@account.endpoint("POST", "/auth/password-reset/confirm", "confirmPasswordReset")
@account.public
@throttle.guesses_of_address
@account.arguments(PasswordResetConfirmSchema)
@account.response(204)
def confirm_password_reset(body: dict[str, Any]) -> None:
    """Set a new password by a mailed link; every session ends."""
    accounts.reset_password(current_work(), body["token"], body["password"])


@account.endpoint("POST", "/auth/password", "changePassword")
@account.requires("use_account", in_person=True)
@throttle.guesses_of_person
@account.arguments(PasswordChangeSchema)
@account.response(204)
def change_password(body: dict[str, Any]) -> None:
    """Choose a new password; every other session ends."""
    accounts.change_password(
        current_work(),
        current_user.account,
        current=body["current_password"],
        password=body["password"],
        session_id=current_user.session_id,
    )


@everywhere.endpoint("POST", "/auth/password-check", "checkPassword")
@everywhere.public
@throttle.judged_passwords
@everywhere.arguments(PasswordCheckSchema)
@everywhere.response(200, PasswordVerdictSchema)
def check_password(body: dict[str, Any]) -> passwords.Verdict:
    """How good a new password is, as the same rule sees it that will accept or refuse it."""
    return passwords.judge(body["password"], *body["known"])
