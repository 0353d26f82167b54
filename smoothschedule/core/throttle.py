"""How often something may be asked: counted in Redis, in memory while Redis is away."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from flask import g
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address


def address_key() -> str:
    """The caller's address; of IPv6 its network, of which a subscriber has all addresses."""
    address = get_remote_address()
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ip_network((parsed, 64), strict=False))


class _AtRoutes(Limiter):
    """Limits stand at routes alone, each of which asks for itself: other requests pay nothing."""

    def _check_request_limit(
        self, callable_name: str | None = None, in_middleware: bool = True
    ) -> None:
        if not in_middleware:
            super()._check_request_limit(callable_name, in_middleware)


limiter = _AtRoutes(key_func=address_key, strategy="moving-window")


def storage_url(redis_url: str) -> str:
    """Redis as the limiter's library calls it: that one says of sockets that they are Redis's."""
    return f"redis+{redis_url}" if redis_url.startswith("unix:") else redis_url


def storage_options() -> dict[str, Any]:
    """Nobody waits long for a count."""
    return {"socket_connect_timeout": 0.3, "socket_timeout": 0.5}


def configure(redis_url: str) -> dict[str, Any]:
    """Flask settings of the limiter."""
    return {
        "RATELIMIT_STORAGE_URI": storage_url(redis_url),
        "RATELIMIT_STORAGE_OPTIONS": storage_options(),
        "RATELIMIT_KEY_PREFIX": "smoothschedule",
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
        "RATELIMIT_SWALLOW_ERRORS": True,
        "RATELIMIT_HEADERS_ENABLED": False,
    }


def business_key() -> str:
    """The business whose host this is, on whichever of its hosts; on the platform, the person."""
    return str(g.caller.tenant_id or g.caller.user_id)


def is_unknown_address() -> bool:
    """The caller is this machine: a test, or a proxy that passes no addresses on.

    Counting everybody behind such a proxy as one would lock them out together.
    """
    try:
        return ip_address(get_remote_address()).is_loopback
    except ValueError:
        return False


#: A check of a domain may hold a worker for 24 seconds.
checks_of_business = limiter.shared_limit(
    "20 per 5 minutes", scope="domain-checks", key_func=business_key
)
