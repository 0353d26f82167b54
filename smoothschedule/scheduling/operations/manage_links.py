"""The secret link by which a guest manages a booking.

It is sent again in each mail, so it cannot be a random value of which only the hash is
kept. It is HMAC-SHA256 of 256 random bits kept with the appointment, under the
installation's secret key: 256 bits that nobody can compute from the database alone, and the
database alone finds the appointment by the stored SHA-256 of it.
"""

from __future__ import annotations

from smoothschedule.core.tokens import derived_token, new_token, token_hash
from smoothschedule.scheduling.models import Appointment

PURPOSE = "manage-booking"


def give_link(appointment: Appointment, secret_key: str) -> str:
    """The appointment has a link; returns its token. An earlier link no longer works."""
    appointment.manage_nonce = new_token()
    token = derived_token(secret_key, PURPOSE, appointment.manage_nonce)
    appointment.manage_token_hash = token_hash(token)
    return token


def token_of(appointment: Appointment, secret_key: str) -> str | None:
    """The token of the appointment's link, or None when it has none that works.

    None also after the secret key was changed: links sent before still work, but cannot be
    written again.
    """
    if appointment.manage_nonce is None:
        return None
    token = derived_token(secret_key, PURPOSE, appointment.manage_nonce)
    return token if token_hash(token) == appointment.manage_token_hash else None
