"""How often something may be asked: counted in Redis, in memory while Redis is away."""

from __future__ import annotations

from typing import Any

from flask import g
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

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


def business_key() -> str:
    """The business whose host this is, on whichever of its hosts; on the platform, the person."""
    return str(g.caller.tenant_id or g.caller.user_id)


#: A check of a domain may hold a worker for 24 seconds.
checks_of_business = limiter.shared_limit(
    "20 per 5 minutes", scope="domain-checks", key_func=business_key
)
