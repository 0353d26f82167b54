"""Codes of authenticator apps (RFC 6238): values in, values out."""

from __future__ import annotations

import hmac
from datetime import datetime

import pyotp

STEP_SECONDS = 30
#: Clocks of phones are a little off, and people type slowly: one step either way counts.
TOLERATED_STEPS = 1
DIGITS = 6


def new_secret() -> str:
    """A fresh shared secret of 160 random bits, as apps take it typed in."""
    return pyotp.random_base32()


def step_at(moment: datetime) -> int:
    """Number of the 30 seconds that the moment lies in."""
    return int(moment.timestamp()) // STEP_SECONDS


def code_of(secret: str, step: int) -> str:
    """The code that an app with this secret shows during the step."""
    return pyotp.HOTP(secret, digits=DIGITS).at(step)


def matching_step(secret: str, code: str, *, now: datetime, after: int | None) -> int | None:
    """The step whose code this is, or None.

    It lies at most one step from now and later than `after`, the last step that was used: so a
    code that somebody overheard is worth nothing once its owner has used it.
    """
    today = step_at(now)
    for step in range(today - TOLERATED_STEPS, today + TOLERATED_STEPS + 1):
        is_fresh = after is None or step > after
        if is_fresh and hmac.compare_digest(code_of(secret, step).encode(), code.encode()):
            return step
    return None


def address_of(secret: str, *, account: str, issuer: str) -> str:
    """The otpauth address that apps read from a QR code."""
    return pyotp.TOTP(secret, digits=DIGITS, interval=STEP_SECONDS).provisioning_uri(
        name=account, issuer_name=issuer
    )
