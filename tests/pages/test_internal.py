"""The reverse proxy learns verified hosts and no others; nobody else learns anything."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from werkzeug.test import TestResponse

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from tests.factories import BASE, Business, make_domain
from tests.web import check_problem, signed_in

TOKEN = {"Authorization": f"Bearer {'t' * 40}"}
HOST = "book.aurora.example.com"


def ask(app: App, *, host: str = "web:8000", headers: dict[str, str] | None = None) -> TestResponse:
    sent = {"Host": host, **(TOKEN if headers is None else headers)}
    return app.test_client().get("/internal/traefik", headers=sent)


def hosts_in(answer: TestResponse) -> list[str]:
    """Every host for which a certificate would be asked."""
    routers: dict[str, Any] = answer.json.get("http", {}).get("routers", {})
    return [domain["main"] for router in routers.values() for domain in router["tls"]["domains"]]


def test_a_claimed_host_gets_no_certificate(app: App, business: Business) -> None:
    signed_in(app, business).post("/domains", {"host": HOST})
    answer = ask(app)
    assert answer.json == {}
    assert HOST not in answer.get_data(as_text=True)


def test_a_verified_host_gets_its_routers_and_loses_them_with_its_verification(
    app: App, runtime: Runtime, business: Business, admin: psycopg.Connection
) -> None:
    make_domain(runtime, business, HOST, admin=admin)
    signed_in(app, business).post("/domains", {"host": "other.aurora.example.com"})
    answer = ask(app)
    assert answer.headers["Cache-Control"] == "no-store"
    assert hosts_in(answer) == [HOST, HOST]
    routers = list(answer.json["http"]["routers"].values())
    assert {router["service"] for router in routers} == {"web@file", "realtime@file"}
    assert {router["tls"]["certResolver"] for router in routers} == {"letsencrypt"}
    assert all(router["entryPoints"] == ["secure"] for router in routers)
    assert all(router["rule"].startswith(f"Host(`{HOST}`) && !PathPrefix") for router in routers)
    admin.execute("UPDATE tenant_domains SET verified_at = NULL")
    assert hosts_in(ask(app)) == []


def test_a_removed_host_is_named_no_more(
    app: App, runtime: Runtime, business: Business, admin: psycopg.Connection
) -> None:
    make_domain(runtime, business, HOST, admin=admin)
    owner = signed_in(app, business)
    (domain,) = owner.get("/domains").json["items"]
    owner.call("DELETE", f"/domains/{domain['id']}")
    assert hosts_in(ask(app)) == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Bearer "},
        {"Authorization": "t" * 40},
        {"Authorization": "Basic dDp0"},
        {**TOKEN, "X-Forwarded-For": "203.0.113.9"},
        {**TOKEN, "X-Forwarded-Host": HOST},
        {**TOKEN, "Forwarded": "for=203.0.113.9"},
    ],
)
def test_without_the_token_or_through_a_proxy_there_is_nothing(
    app: App, headers: dict[str, str]
) -> None:
    check_problem(ask(app, headers=headers), 404, "not-found")


@pytest.mark.parametrize("host", [BASE, f"platform.{BASE}", f"aurora.{BASE}", "web.example", HOST])
def test_on_the_public_hosts_there_is_nothing_even_with_the_token(
    app: App, runtime: Runtime, business: Business, admin: psycopg.Connection, host: str
) -> None:
    make_domain(runtime, business, HOST, admin=admin)
    check_problem(ask(app, host=host), 404, "not-found")
