"""HTTP of the second factor."""

from __future__ import annotations

from typing import Any

import segno
from flask import g
from flask_login import current_user

from smoothschedule.core.api import current_settings, current_work
from smoothschedule.users import accounts, second_factor, throttle, totp
from smoothschedule.users.routes.account import account, is_second_factor_required
from smoothschedule.users.schemas.second_factor import (
    RecoveryCodesSchema,
    SecondFactorChangeSchema,
    SecondFactorConfirmSchema,
    SecondFactorSchema,
    SecondFactorSecretSchema,
    SecondFactorStartSchema,
)


@account.endpoint("GET", "/auth/second-factor", "getSecondFactor")
@account.requires("use_account", without_second_factor=True)
@account.response(200, SecondFactorSchema)
def get_second_factor() -> dict[str, Any]:
    """Whether one's second factor is on, and how many recovery codes are left."""
    work = current_work()
    state = second_factor.state_of(work, current_user.account.id)
    return {
        "is_on": state.confirmed_at is not None,
        "is_required": is_second_factor_required(work),
        "confirmed_at": state.confirmed_at,
        "codes_left": state.codes_left,
    }


@account.endpoint("POST", "/auth/second-factor", "startSecondFactor")
@account.requires("use_account", in_person=True, without_second_factor=True)
@throttle.guesses_of_person
@account.arguments(SecondFactorStartSchema)
@account.response(200, SecondFactorSecretSchema)
def start_second_factor(body: dict[str, Any]) -> dict[str, str]:
    """A secret for one's authenticator app; it counts once a code of it has confirmed it."""
    work, person = current_work(), current_user.account
    accounts.require_password(person, body["current_password"])
    secret = second_factor.begin(work, person, secret_key=current_settings().secret_key)
    place = g.tenant.name if work.context.tenant_id else "SmoothSchedule"
    uri = totp.address_of(secret, account=person.email, issuer=place)
    picture = segno.make(uri, micro=False, error="m").svg_data_uri(scale=4, border=2, light="white")
    return {"secret": secret, "uri": uri, "qr": picture}


@account.endpoint("POST", "/auth/second-factor/confirm", "confirmSecondFactor")
@account.requires("use_account", in_person=True, without_second_factor=True)
@throttle.codes_of_person
@account.arguments(SecondFactorConfirmSchema)
@account.response(200, RecoveryCodesSchema)
def confirm_second_factor(body: dict[str, Any]) -> dict[str, Any]:
    """The second factor is on; the recovery codes are shown this once, other sessions end."""
    codes = second_factor.confirm(
        current_work(),
        current_user.account,
        body["code"],
        secret_key=current_settings().secret_key,
        session_id=current_user.session_id,
    )
    return {"codes": codes}


@account.endpoint("POST", "/auth/second-factor/recovery-codes", "renewRecoveryCodes")
@account.requires("use_account", in_person=True)
@throttle.guesses_of_person
@throttle.codes_of_person
@account.arguments(SecondFactorChangeSchema)
@account.response(200, RecoveryCodesSchema)
def renew_recovery_codes(body: dict[str, Any]) -> dict[str, Any]:
    """Ten new recovery codes, shown this once; earlier ones are void."""
    accounts.require_password(current_user.account, body["current_password"])
    codes = second_factor.renew_codes(
        current_work(),
        current_user.account,
        body["code"],
        secret_key=current_settings().secret_key,
    )
    return {"codes": codes}


@account.endpoint("POST", "/auth/second-factor/disable", "disableSecondFactor")
@account.requires("use_account", in_person=True)
@throttle.guesses_of_person
@throttle.codes_of_person
@account.arguments(SecondFactorChangeSchema)
@account.response(204)
def disable_second_factor(body: dict[str, Any]) -> None:
    """Sign in by password alone from now on."""
    accounts.require_password(current_user.account, body["current_password"])
    second_factor.turn_off(
        current_work(),
        current_user.account,
        body["code"],
        secret_key=current_settings().secret_key,
    )
