"""Every request: an id, one log line without secrets, and headers that browsers obey."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

import structlog
from flask import Flask, Response, g, request

from smoothschedule.config import Settings
from smoothschedule.core import metrics, reporting
from smoothschedule.core.db import new_id

View = TypeVar("View", bound=Callable[..., Any])
log = structlog.get_logger()
REQUEST_ID = re.compile(r"^[A-Za-z0-9._-]{8,64}$")
#: More of a refused body than this is not worth reading, not even for a clear answer.
REFUSED_BYTES = 16_000_000
#: Methods that change nothing.
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
API_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def register(app: Flask, settings: Settings) -> None:
    """Ids, logs and headers on every request of the application."""
    app.before_request(_begin)
    app.after_request(_read_refused)
    app.after_request(_log)
    app.after_request(lambda response: _headers(response, settings))
    app.teardown_request(
        lambda _error: structlog.contextvars.unbind_contextvars(
            "request_id", "tenant_id", "actor_id"
        )
    )


def plain_host(host: str) -> str:
    """A Host header without port, upper case or trailing dot."""
    return host.rsplit(":", 1)[0].lower().rstrip(".") if ":" in host else host.lower().rstrip(".")


def takes_body_of(most: int) -> Callable[[View], View]:
    """The route's body may be larger than others'."""

    def decorate(view: View) -> View:
        @wraps(view)
        def reading(*args: Any, **kwargs: Any) -> Any:
            request.max_content_length = most
            return view(*args, **kwargs)

        return cast("View", reading)

    return decorate


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if REQUEST_ID.match(given) else str(new_id())
    g.began = time.perf_counter()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _log(response: Response) -> Response:
    """The route's pattern is logged, not the path: paths may hold secrets of links."""
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    # Whatever path is asked for, what has no route is one; a method can be any word.
    route, method = str(request.url_rule), request.method if request.url_rule else "any"
    metrics.REQUESTS.labels(method, route, str(response.status_code)).inc()
    metrics.REQUEST_SECONDS.labels(method, route).observe(seconds)
    ids = {
        **structlog.contextvars.get_contextvars(),
        "route": route,
        "outcome": str(response.status_code),
    }
    reporting.took(f"{method} {route}", "request", seconds, ids)
    log.info(
        "request",
        method=request.method,
        route=route,
        status=response.status_code,
        ms=round(seconds * 1000, 1),
    )
    return response


def _read_refused(response: Response) -> Response:
    """The rest of a body that was too large is read and dropped.

    A connection closed before that is an error to most senders, who never see the answer.
    """
    left = REFUSED_BYTES if response.status_code == 413 else 0
    body = request.environ["wsgi.input"]
    while left > 0 and (part := body.read(min(left, 65_536))):
        left -= len(part)
    return response


def _headers(response: Response, settings: Settings) -> Response:
    headers = response.headers
    headers["X-Request-ID"] = g.get("request_id", "")
    headers["X-Content-Type-Options"] = "nosniff"
    headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    headers.setdefault("Content-Security-Policy", API_POLICY)
    if "frame-ancestors 'none'" in headers["Content-Security-Policy"]:
        headers["X-Frame-Options"] = "DENY"  # the same for browsers that know no such policy
    if request.path.startswith("/api/"):
        headers.setdefault("Cache-Control", "no-store")
    if settings.uses_https:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response
