"""What the reverse proxy asks, which hosts lead here and so may have a certificate; and metrics.

It is answered inside the installation alone: by the internal host's name, to whoever shows
the internal token, and never to a request that came in through a proxy.
"""

from __future__ import annotations

import hmac
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from smoothschedule.core import metrics
from smoothschedule.core.problems import NotFound
from smoothschedule.core.requests import plain_host
from smoothschedule.runtime import Runtime
from smoothschedule.tenants.domains import verified_hosts
from smoothschedule.tenants.jobs import platform_work

internal = Blueprint("internal", __name__, url_prefix="/internal")
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Real-Ip")
#: Names in the static configuration of docker-compose.yml.
ENTRY_POINT, RESOLVER, PAGES, SOCKETS = "secure", "letsencrypt", "web@file", "realtime@file"


@internal.get("/traefik")
def traefik() -> Response:
    """Routers for Traefik's HTTP provider: two for each verified host, and none for others."""
    runtime: Runtime = current_app.extensions["runtime"]
    _only_inside(runtime)
    with platform_work(runtime) as work:
        hosts = [(str(domain.id), domain.host) for domain in verified_hosts(work)]
    response = jsonify(_configuration(hosts))
    response.headers["Cache-Control"] = "no-store"
    return response


@internal.get("/metrics")
def web_metrics() -> Response:
    """What the processes of the web server count, for Prometheus."""
    _only_inside(current_app.extensions["runtime"])
    response = Response(metrics.written(), content_type=CONTENT_TYPE_PLAIN_0_0_4)
    response.headers["Cache-Control"] = "no-store"
    return response


def _only_inside(runtime: Runtime) -> None:
    """Raises NotFound for anybody else: nobody learns that there is something here."""
    settings = runtime.settings
    given = request.headers.get("Authorization", "")
    is_known = hmac.compare_digest(
        given.encode(), f"Bearer {settings.internal_token or ''}".encode()
    )
    is_inside = plain_host(request.host) in settings.internal_hosts
    was_forwarded = any(name in request.headers for name in FORWARDED)
    if not (is_known and is_inside) or was_forwarded:
        raise NotFound


def _configuration(hosts: list[tuple[str, str]]) -> dict[str, Any]:
    routers: dict[str, Any] = {}
    for id, host in hosts:
        rule = f"Host(`{host}`) && !PathPrefix(`/internal`)"
        shared = {
            "entryPoints": [ENTRY_POINT],
            "tls": {"certResolver": RESOLVER, "domains": [{"main": host}]},
        }
        sockets = f"{rule} && PathPrefix(`/socket.io`)"
        routers[f"pages-{id}"] = {**shared, "rule": rule, "service": PAGES}
        routers[f"sockets-{id}"] = {**shared, "rule": sockets, "service": SOCKETS}
    # An empty list of routers is no valid configuration: Traefik would keep the last one.
    return {"http": {"routers": routers}} if routers else {}
