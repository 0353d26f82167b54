"""Changes by cookie come from our own pages: the token of the session, and the origin."""

from __future__ import annotations

import psycopg
import pytest

from smoothschedule.core.api import App
from tests.factories import Business
from tests.web import Browser, check_problem, signed_in, visitor


def rename(browser: Browser, **options: object) -> object:
    return browser.patch("/tenant", {"name": "Renamed"}, version=1, **options)


def name_of(business: Business, admin: psycopg.Connection) -> str:
    row = admin.execute("SELECT name FROM tenants WHERE id = %s", [business.id]).fetchone()
    assert row is not None
    return str(row[0])


@pytest.mark.parametrize("given", [None, "", "wrong", "é", "a" * 64])
def test_a_change_without_the_sessions_token_is_refused(
    app: App, business: Business, admin: psycopg.Connection, given: str | None
) -> None:
    browser = signed_in(app, business)
    browser.csrf_token = given
    check_problem(rename(browser), 403, "csrf")
    assert name_of(business, admin) == f"{business.mark} House"


def test_the_token_of_another_session_does_not_help(
    app: App, business: Business, admin: psycopg.Connection
) -> None:
    mine, other = signed_in(app, business), signed_in(app, business)
    mine.csrf_token = other.csrf_token
    check_problem(rename(mine), 403, "csrf")
    assert name_of(business, admin) == f"{business.mark} House"


def test_with_the_token_the_change_is_made(
    app: App, business: Business, admin: psycopg.Connection
) -> None:
    assert rename(signed_in(app, business)).status_code == 200  # type: ignore[attr-defined]
    assert name_of(business, admin) == "Renamed"


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "http://borealis.smoothschedule.localhost",
        "http://smoothschedule.localhost",
        "http://aurora.smoothschedule.localhost.evil.example",
        "http://aurora.smoothschedule.localhost:9999",
        "not an origin",
        "http://[",
    ],
)
def test_a_change_from_a_foreign_origin_is_refused(
    app: App, business: Business, admin: psycopg.Connection, origin: str
) -> None:
    browser = signed_in(app, business)
    check_problem(rename(browser, headers={"Origin": origin}), 403, "foreign-origin")
    assert name_of(business, admin) == f"{business.mark} House"


def test_our_own_origin_is_accepted(app: App, business: Business) -> None:
    browser = signed_in(app, business)
    answer = rename(browser, headers={"Origin": browser.base_url})
    assert answer.status_code == 200  # type: ignore[attr-defined]


def test_nobody_is_signed_in_from_another_site(app: App, business: Business) -> None:
    body = {"email": business.owner.email, "password": "whatever"}
    answer = visitor(app, business).post(
        "/auth/sign-in", body, headers={"Origin": "http://evil.example"}
    )
    check_problem(answer, 403, "foreign-origin")


def test_no_other_origin_may_read_our_answers(app: App, business: Business) -> None:
    browser = signed_in(app, business)
    answer = browser.get("/me", headers={"Origin": "http://evil.example"})
    assert "Access-Control-Allow-Origin" not in answer.headers
    preflight = browser.client.options(
        "/api/v1/tenant",
        base_url=browser.base_url,
        headers={"Origin": "http://evil.example", "Access-Control-Request-Method": "PATCH"},
    )
    assert "Access-Control-Allow-Origin" not in preflight.headers
