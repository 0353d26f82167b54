"""How often one may guess: counted in Redis, in memory while Redis is away."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from flask import Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from smoothschedule.core.api import current_work
from smoothschedule.core.requests import plain_host

limiter = Limiter(key_func=get_remote_address, strategy="moving-window")


def configure(redis_url: str) -> dict[str, Any]:
    """Flask settings of the limiter."""
    return {
        "RATELIMIT_STORAGE_URI": redis_url,
        "RATELIMIT_STORAGE_OPTIONS": {"socket_connect_timeout": 0.3, "socket_timeout": 0.5},
        "RATELIMIT_KEY_PREFIX": "smoothschedule",
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
        "RATELIMIT_SWALLOW_ERRORS": True,
        "RATELIMIT_HEADERS_ENABLED": False,
    }


def account_key() -> str:
    """The account that is being guessed at, on this host: one key, however either is spelt."""
    body = request.get_json(silent=True)
    email = body.get("email") if isinstance(body, dict) else None
    return f"{plain_host(request.host)}|{str(email).strip().lower()[:254]}"


def was_wrong(response: Response) -> bool:
    """Only failures count, so that people who know their password are never locked out by it."""
    return response.status_code in (401, 410)


guesses_of_account = limiter.limit("10 per 15 minutes", key_func=account_key, deduct_when=was_wrong)
guesses_of_address = limiter.limit("50 per 15 minutes", deduct_when=was_wrong)
mails_of_account = limiter.limit("3 per 15 minutes", key_func=account_key)
asks_of_address = limiter.limit("30 per hour")


def person_key() -> str:
    """Whoever is signed in, on this host."""
    return f"{plain_host(request.host)}|{current_work().actor.user_id}"


mails_by_person = limiter.limit("60 per hour", key_func=person_key)


def is_unknown_address() -> bool:
    """The caller is this machine: a test, or a proxy that passes no addresses on.

    Counting everybody behind such a proxy as one would lock them out together.
    """
    return ip_address(get_remote_address()).is_loopback


holds_of_address = limiter.limit("60 per 5 minutes", exempt_when=is_unknown_address)
bookings_of_address = limiter.limit("60 per hour", exempt_when=is_unknown_address)
