"""A new business: its owner, its address, and the owner's first visit."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from smoothschedule.core.api import App
from tests.factories import PASSWORD, Business
from tests.mailbox import Mailbox
from tests.web import Browser, check_problem, visitor

SITE = "smoothschedule.localhost"
GOOD = {
    "business_name": "Nova Studio",
    "subdomain": "nova",
    "time_zone": "America/New_York",
    "name": "Nora Nova",
    "email": "Nora@Nova.example",
    "password": PASSWORD,
}


@pytest.fixture
def site(app: App) -> Browser:
    return Browser(app, SITE)


def tenants(admin: psycopg.Connection) -> list[tuple[Any, ...]]:
    return admin.execute("SELECT subdomain FROM tenants ORDER BY 1").fetchall()


def handover_token(url: str) -> str:
    return parse_qs(urlsplit(url).query)["token"][0]


def test_a_business_comes_to_be_with_its_owner_and_a_calendar(
    app: App, site: Browser, mailbox: Mailbox
) -> None:
    answer = site.post("/sign-ups", GOOD)
    assert answer.status_code == 201
    url = urlsplit(answer.json["url"])
    assert (url.hostname, url.port, url.path) == (f"nova.{SITE}", 8000, "/welcome")
    owner = Browser(app, f"nova.{SITE}")
    token = handover_token(answer.json["url"])
    me = owner.post("/auth/handover", {"token": token}).json
    assert (me["user"]["role"], me["user"]["email"]) == ("TENANT_OWNER", "nora@nova.example")
    assert (me["tenant"]["name"], me["tenant"]["status"]) == ("Nova Studio", "trial")
    mailbox.deliver()  # the first calendar is made by a job
    (service,) = Browser(app, f"nova.{SITE}").get("/public/business").json["services"]
    assert service["staff"][0]["name"] == "Nora Nova"


def test_the_first_visits_secret_works_once_at_its_own_host(
    app: App, site: Browser, business: Business
) -> None:
    token = handover_token(site.post("/sign-ups", GOOD).json["url"])
    elsewhere = visitor(app, business).post("/auth/handover", {"token": token})
    check_problem(elsewhere, 410, "link-expired")
    browser = Browser(app, f"nova.{SITE}")
    assert browser.post("/auth/handover", {"token": token}).status_code == 200
    check_problem(
        Browser(app, f"nova.{SITE}").post("/auth/handover", {"token": token}), 410, "link-expired"
    )


def test_the_first_visits_secret_sets_no_password_and_is_over_soon(
    app: App, site: Browser, admin: psycopg.Connection
) -> None:
    token = handover_token(site.post("/sign-ups", GOOD).json["url"])
    browser = Browser(app, f"nova.{SITE}")
    misuse = {"token": token, "password": "a better staple battery"}
    check_problem(browser.post("/auth/password-reset/confirm", misuse), 410, "link-expired")
    admin.execute("UPDATE user_links SET expires_at = now()")
    check_problem(browser.post("/auth/handover", {"token": token}), 410, "link-expired")


def test_two_requests_with_one_secret_open_one_session(
    app: App, site: Browser, admin: psycopg.Connection
) -> None:
    token = handover_token(site.post("/sign-ups", GOOD).json["url"])

    def redeem(_: int) -> int:
        answer = Browser(app, f"nova.{SITE}").post("/auth/handover", {"token": token})
        return int(answer.status_code)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(redeem, range(4))) == [200, 410, 410, 410]
    assert admin.execute("SELECT count(*) FROM sessions").fetchone() == (1,)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("business_name", ""),
        ("business_name", "   "),
        ("business_name", "x" * 101),
        ("business_name", "nul\x00"),
        ("business_name", 7),
        ("business_name", None),
        ("subdomain", ""),
        ("subdomain", "ab"),
        ("subdomain", "-nova"),
        ("subdomain", "nova-"),
        ("subdomain", "no--va"),
        ("subdomain", "no va"),
        ("subdomain", "no.va"),
        ("subdomain", "nová"),
        ("subdomain", "n" * 41),
        ("subdomain", "platform"),
        ("subdomain", "WWW"),
        ("subdomain", "api"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "EST5EDT"),
        ("time_zone", ""),
        ("name", ""),
        ("name", "x" * 101),
        ("email", "nora"),
        ("email", "nora@"),
        ("email", ""),
        ("email", f"{'x' * 250}@nova.example"),
        ("password", "short"),
        ("password", "x" * 201),
        ("password", "aaaaaaaaaaaa"),
        ("password", "nora@nova.example"),
        ("password", "password123"),
        ("password", None),
    ],
)
def test_bad_input_is_named_beside_its_field_and_nothing_is_written(
    site: Browser, admin: psycopg.Connection, field: str, value: object
) -> None:
    refused = check_problem(site.post("/sign-ups", GOOD | {field: value}), 422, "malformed")
    assert list(refused["errors"]["json"]) == [field]
    assert tenants(admin) == []


@pytest.mark.parametrize("field", sorted(GOOD))
def test_a_missing_field_is_named(site: Browser, admin: psycopg.Connection, field: str) -> None:
    body = {key: value for key, value in GOOD.items() if key != field}
    refused = check_problem(site.post("/sign-ups", body), 422, "malformed")
    assert list(refused["errors"]["json"]) == [field]
    assert tenants(admin) == []


def test_nobody_makes_themselves_more_than_an_owner(
    site: Browser, admin: psycopg.Connection
) -> None:
    for field, value in (("role", "SUPERUSER"), ("plan", "enterprise"), ("status", "active")):
        refused = check_problem(site.post("/sign-ups", GOOD | {field: value}), 422, "malformed")
        assert list(refused["errors"]["json"]) == [field]
    assert tenants(admin) == []


def test_a_taken_address_is_refused_and_nothing_is_written(
    site: Browser, business: Business, admin: psycopg.Connection
) -> None:
    answer = site.post("/sign-ups", GOOD | {"subdomain": business.subdomain.upper()})
    check_problem(answer, 409, "subdomain-taken")
    assert tenants(admin) == [(business.subdomain,)]


def test_of_two_who_want_one_address_at_once_one_gets_it(
    app: App, admin: psycopg.Connection
) -> None:
    def sign_up(number: int) -> int:
        body = GOOD | {"email": f"owner{number}@nova.example"}
        return int(Browser(app, SITE).post("/sign-ups", body).status_code)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(sign_up, range(4))) == [201, 409, 409, 409]
    assert tenants(admin) == [("nova",)]
    assert admin.execute("SELECT count(*) FROM users").fetchone() == (1,)


@pytest.mark.parametrize(
    ("value", "is_available"),
    [("nova", True), ("NOVA", True), ("aurora", False), ("www", False), ("x", False)],
)
def test_one_learns_beforehand_whether_an_address_is_free(
    site: Browser, business: Business, value: str, is_available: bool
) -> None:
    found = site.get("/sign-ups/subdomain", query_string={"value": value}).json
    assert (found["subdomain"], found["available"]) == (value.lower(), is_available)
    assert (found["reason"] is None) == is_available


def test_sign_up_is_there_on_the_base_domain_only(
    app: App, business: Business, admin: psycopg.Connection
) -> None:
    for host in (business.host, f"platform.{SITE}"):
        check_problem(Browser(app, host).post("/sign-ups", GOOD), 404, "not-found")
    assert tenants(admin) == [(business.subdomain,)]
