"""The host decides whose business it is: unknown, suspended, of its own domain, above all."""

from __future__ import annotations

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import Business, make_domain, make_platform_person
from tests.web import Browser, check_problem, signed_in, visitor

BASE = "smoothschedule.localhost"
STRANGE = [
    f"nobody.{BASE}",
    f"a.b.{BASE}",
    f"aurora.{BASE}.evil.example",
    "evil.example",
    "localhost",
    "127.0.0.1",
    f"aurora{BASE}",
    f"-.{BASE}",
    f"%00.{BASE}",
    f"aurora' OR '1'='1.{BASE}",
    f"{'a' * 63}.{BASE}",
]


@pytest.mark.parametrize("host", STRANGE)
def test_an_unknown_host_is_a_plain_404_that_names_nobody(
    app: App, business: Business, rival: Business, host: str
) -> None:
    browser = Browser(app, host)
    page = browser.client.get("/", headers={"Accept": "text/html", "Host": host})
    text = page.get_data(as_text=True)
    assert page.status_code == 404
    assert page.mimetype == "text/html"
    assert "There is no business at this address." in text
    assert "<a " not in text, "the start page of no business is this page"
    for known in (business, rival):
        assert known.mark not in text
        assert known.subdomain not in text
    document = browser.client.get("/api/v1/me", headers={"Host": host})
    check_problem(document, 404, "unknown-host")


@pytest.mark.parametrize("spelling", ["AURORA.SmoothSchedule.localhost", f"aurora.{BASE}:8000"])
def test_a_host_is_known_in_any_case_and_on_any_port(
    app: App, business: Business, spelling: str
) -> None:
    answer = Browser(app, spelling).get("/public/business")
    assert answer.json["name"] == f"{business.mark} House"


def test_a_business_is_reached_on_its_own_domain_once_verified(
    app: App, runtime: Runtime, business: Business, admin: psycopg.Connection
) -> None:
    make_domain(runtime, business, "book.aurora.example", admin=admin)
    own = Browser(app, "book.aurora.example")
    assert own.get("/public/business").json["name"] == f"{business.mark} House"
    admin.execute("UPDATE tenant_domains SET verified_at = NULL")
    check_problem(own.get("/public/business"), 404, "unknown-host")


def test_a_suspended_business_says_so_and_nothing_else(
    app: App, business: Business, admin: psycopg.Connection
) -> None:
    inside, outside = signed_in(app, business), visitor(app, business)
    admin.execute("UPDATE tenants SET status = 'suspended', status_reason = 'secret reason'")
    before = admin.execute("SELECT count(*) FROM customers").fetchone()
    for answer in (
        inside.get("/me"),
        inside.post("/customers", {"name": "New"}),
        outside.get("/public/business"),
        outside.post("/auth/sign-in", {"email": business.owner.email, "password": "x"}),
        outside.post("/public/holds", {}),
    ):
        check_problem(answer, 403, "tenant-suspended")
        assert "secret reason" not in answer.get_data(as_text=True)
    for path in ("/", "/app", "/sign-in", "/b/token"):
        page = outside.page(path)
        assert page.status_code == 403
        assert "suspended" in page.get_data(as_text=True)
        assert "secret reason" not in page.get_data(as_text=True)
    assert admin.execute("SELECT count(*) FROM customers").fetchone() == before


def test_other_businesses_stay_open(
    app: App, business: Business, rival: Business, admin: psycopg.Connection
) -> None:
    admin.execute("UPDATE tenants SET status = 'suspended' WHERE id = %s", [business.id])
    assert visitor(app, rival).get("/public/business").status_code == 200


@pytest.fixture
def platform(app: App, runtime: Runtime) -> Browser:
    person = make_platform_person(runtime, Role.PLATFORM_MANAGER)
    return Browser(app, f"platform.{BASE}").enter(person)


def test_the_platform_suspends_and_reopens_a_business(
    app: App, business: Business, rival: Business, platform: Browser
) -> None:
    path = f"/platform/tenants/{business.id}"
    closed = platform.post(f"{path}/suspend", {"reason": "unpaid"}, version=1)
    assert (closed.json["status"], closed.json["version"]) == ("suspended", 2)
    assert closed.headers["ETag"] == '"2"'
    check_problem(visitor(app, business).get("/public/business"), 403, "tenant-suspended")
    check_problem(platform.post(f"{path}/suspend", {"reason": "x"}, version=1), 412, "stale")
    check_problem(platform.post(f"{path}/suspend", {"reason": "x"}, version=2), 409, "wrong-state")
    check_problem(platform.post(f"{path}/activate"), 428, "version-missing")
    assert platform.post(f"{path}/activate", version=2).json["status"] == "active"
    assert visitor(app, business).get("/public/business").status_code == 200


def test_the_platform_finds_businesses_by_name_or_address(
    business: Business, rival: Business, platform: Browser
) -> None:
    def found(q: str) -> list[str]:
        items = platform.get("/platform/tenants", query_string={"q": q}).json["items"]
        return [item["subdomain"] for item in items]

    assert found("") == ["aurora", "borealis"]
    assert found("AURORA") == ["aurora"]
    assert found("boreal") == ["borealis"]
    assert found("%") == found("_") == found("\\") == []  # letters like any other
    assert found("nothing like it") == []


def test_sales_lists_demo_businesses_only_and_cannot_close_any(
    app: App, runtime: Runtime, business: Business, rival: Business, admin: psycopg.Connection
) -> None:
    admin.execute("UPDATE tenants SET is_temporary = true WHERE id = %s", [rival.id])
    sales = Browser(app, f"platform.{BASE}")
    sales.enter(make_platform_person(runtime, Role.PLATFORM_SALES))
    items = sales.get("/platform/tenants").json["items"]
    assert [item["subdomain"] for item in items] == [rival.subdomain]
    path = f"/platform/tenants/{rival.id}/suspend"
    check_problem(sales.post(path, {"reason": "x"}, version=1), 403, "not-allowed")
