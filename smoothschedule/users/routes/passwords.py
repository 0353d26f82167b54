"""HTTP of passwords."""

from __future__ import annotations

from typing import Any

from smoothschedule.core.api import current_work
from smoothschedule.users import accounts, throttle
from smoothschedule.users.routes.account import account
from smoothschedule.users.schemas.account import PasswordResetConfirmSchema, PasswordResetSchema


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
