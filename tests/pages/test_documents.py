"""Which document each host and path gets, and what stands in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from smoothschedule.core.api import App
from smoothschedule.core.audit_tags import Tag
from smoothschedule.demo.making import EMAIL_SUFFIX
from smoothschedule.runtime import Runtime
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role
from tests.factories import Business, soon, wire
from tests.web import Browser, signed_in, visitor

BASE = "smoothschedule.localhost"
ROOT = Path(__file__).parents[2]


def bootstrap(page: TestResponse) -> dict[str, Any]:
    found = re.search(r'id="bootstrap" nonce="[^"]+">(.*?)</script>', page.get_data(as_text=True))
    assert found is not None
    document: dict[str, Any] = json.loads(found.group(1))
    return document


def entry(page: TestResponse) -> str:
    found = re.search(r'src="/assets/(\w+)\.js"', page.get_data(as_text=True))
    return found.group(1) if found else ""


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "booking"),
        ("/book/anything", "booking"),
        ("/b/some-token", "booking"),
        ("/app", "app"),
        ("/app/schedule/week", "app"),
        ("/sign-in", "app"),
        ("/reset-password?token=x", "app"),
        ("/welcome?token=x", "app"),
    ],
)
def test_a_business_serves_its_two_entries(
    app: App, business: Business, path: str, name: str
) -> None:
    page = visitor(app, business).page(path)
    assert page.status_code == 200
    assert entry(page) == name
    start = bootstrap(page)
    assert start["host_kind"] == "tenant"
    assert start["tenant"]["name"] == f"{business.mark} House"
    assert (start["business"] is not None) == (name == "booking")


def test_the_booking_page_knows_whether_a_customer_reads_it(app: App, business: Business) -> None:
    customer = signed_in(app, business, business.people[Role.CUSTOMER])
    assert bootstrap(customer.page("/"))["is_customer"] is True
    for other in (visitor(app, business), signed_in(app, business)):
        assert bootstrap(other.page("/"))["is_customer"] is False


def test_the_base_domain_and_the_platform_serve_theirs(app: App) -> None:
    site, platform = Browser(app, BASE), Browser(app, f"platform.{BASE}")
    assert entry(site.page("/")) == entry(site.page("/sign-up")) == "site"
    assert entry(platform.page("/app")) == entry(platform.page("/sign-in")) == "app"
    assert platform.page("/").headers["Location"] == "/app"
    assert bootstrap(site.page("/"))["tenant"] is None
    for browser, path in ((site, "/app"), (site, "/b/x"), (platform, "/b/x"), (site, "/nothing")):
        page = browser.page(path)
        assert (page.status_code, page.mimetype) == (404, "text/html")
        assert '<a href="/">To the start page</a>' in page.get_data(as_text=True)
        assert "</svg>SmoothSchedule</p>" in page.get_data(as_text=True)


def test_what_a_business_does_not_have_is_said_in_its_name(app: App, business: Business) -> None:
    page = visitor(app, business).page("/nothing")
    assert page.status_code == 404
    assert f'<p class="whose">{business.mark} House</p>' in page.get_data(as_text=True)
    # Refused before anything of the business is read: in nobody's name rather than in ours.
    elsewhere = visitor(app, business).page("/admin/")
    assert elsewhere.status_code == 404
    assert "SmoothSchedule" not in elsewhere.get_data(as_text=True)


def test_the_booking_page_says_what_is_offered_before_any_script_runs(
    app: App, business: Business
) -> None:
    text = visitor(app, business).page("/").get_data(as_text=True)
    root = text.partition('<div id="root">')[2]
    assert f"{business.mark} Cut" in root
    assert "25.00 EUR" in root
    assert f"<title>Book at {business.mark} House</title>" in text


def test_no_page_tells_of_another_business(app: App, business: Business, rival: Business) -> None:
    browser = visitor(app, rival)
    browser.keep_cookie(str(signed_in(app, business).cookie))
    hold = {"service_id": str(business.service_id), "starts_at": wire(soon())}
    token = visitor(app, business).post("/public/holds", hold).json["token"]
    for path in ("/", "/app", "/sign-in", f"/b/{token}", f"/app/customers/{business.customer_id}"):
        text = browser.page(path).get_data(as_text=True).lower()
        assert business.mark.lower() not in text
        assert str(business.id) not in text


def test_texts_of_a_business_cannot_become_markup(app: App, business: Business) -> None:
    evil = "</script><script>alert(1)</script><!--"
    owner = signed_in(app, business)
    assert owner.patch("/tenant", {"name": evil}, version=1).status_code == 200
    service = f"/services/{business.service_id}"
    assert owner.patch(service, {"name": evil}, version=1).status_code == 200
    for path in ("/", "/app"):
        page = visitor(app, business).page(path)
        text = page.get_data(as_text=True)
        assert "<script>alert(1)" not in text
        assert "<!--" not in text
        assert bootstrap(page)["tenant"]["name"] == evil


def test_scripts_need_the_nonce_of_this_very_answer(app: App, business: Business) -> None:
    browser = visitor(app, business)
    nonces = set()
    for path in ("/", "/app", "/"):
        page = browser.page(path)
        policy = page.headers["Content-Security-Policy"]
        (nonce,) = set(re.findall(r"'nonce-([^']+)'", policy))
        assert "default-src 'none'" in policy
        assert "'unsafe-inline'" not in policy
        assert "'unsafe-eval'" not in policy
        assert "frame-ancestors 'none'" in policy
        text = page.get_data(as_text=True)
        assert "__CSP_NONCE__" not in text
        assert set(re.findall(r'nonce="([^"]+)"', text)) == {nonce}
        nonces.add(nonce)
        assert page.headers["Cache-Control"] == "no-store"
    assert len(nonces) == 3


def test_a_page_with_a_secret_in_its_address_tells_it_to_nobody(
    app: App, business: Business
) -> None:
    browser = visitor(app, business)
    assert browser.page("/b/secret").headers["Referrer-Policy"] == "no-referrer"
    for path in ("/reset-password?token=secret", "/welcome?token=secret"):
        assert browser.page(path).headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/", "/app", "/api/v1/me", "/healthz", "/nothing", "/api/docs"])
def test_every_answer_carries_headers_that_browsers_obey(
    app: App, business: Business, path: str
) -> None:
    headers = visitor(app, business).page(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_built_files_are_kept_and_nothing_else_is_reachable(app: App, business: Business) -> None:
    browser = visitor(app, business)
    asset = browser.client.get("/assets/app.js", base_url=browser.base_url)
    assert asset.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    # pdf.js works in a worker, which has no policy but the one of its own file.
    policy = asset.headers["Content-Security-Policy"]
    assert "connect-src 'self'" in policy
    assert "'wasm-unsafe-eval'" in policy
    assert "'unsafe-eval'" not in policy
    asset.close()
    for path in (
        "/assets/../app.html",
        "/assets/%2e%2e/app.html",
        "/assets//etc/passwd",
        "/assets/",
    ):
        assert browser.client.get(path, base_url=browser.base_url).status_code == 404
    favicon = browser.client.get("/favicon.svg", base_url=browser.base_url)
    assert favicon.mimetype == "image/svg+xml"
    favicon.close()


def test_the_front_ends_sources_have_the_places_that_are_filled() -> None:
    for name in ("app", "booking", "site", "signing"):
        html = (ROOT / "frontend" / f"{name}.html").read_text()
        assert html.count("<!--bootstrap-->") == 1, name
        assert "<title>SmoothSchedule</title>" in html, name
        assert ("<!--server-->" in html) == (name == "booking"), name


def test_without_a_built_front_end_the_page_says_what_to_do(
    business: Business, other_app: Callable[..., App], tmp_path: Path
) -> None:
    bare = other_app(FRONTEND_DIST=str(tmp_path))
    page = Browser(bare, business.host).page("/")
    assert page.status_code == 503
    assert "scripts/run" in page.get_data(as_text=True)


def test_the_contract_is_served_with_its_page(app: App, business: Business) -> None:
    browser = visitor(app, business)
    spec = browser.get("/api/openapi.json")
    assert spec.json["openapi"].startswith("3.1")
    page = browser.get("/api/docs").get_data(as_text=True)
    assert "http" not in page.replace("http-equiv", "")


def test_health_tells_of_servers_not_of_businesses(app: App, business: Business) -> None:
    for host in (business.host, "10.0.0.7", f"nobody.{BASE}"):
        browser = Browser(app, host)
        assert browser.page("/healthz").json == {"status": "ok"}
        assert browser.page("/readyz").json == {"status": "ok", "database": "ok", "redis": "ok"}


def test_a_process_that_is_about_to_end_says_so_and_still_serves(
    business: Business, other_app: Callable[..., App], tmp_path: Path
) -> None:
    drained = other_app(DRAIN_FILE=str(tmp_path / "draining"))
    browser = Browser(drained, business.host)
    assert browser.page("/healthz").status_code == 200
    (tmp_path / "draining").touch()
    assert browser.page("/healthz").status_code == 503
    assert browser.page("/readyz").status_code == 200


class TestDevelopment:
    """One-click log-ins and the mailbox exist in development only."""

    def test_there_is_no_door_for_demo_accounts_elsewhere(
        self, app: App, business: Business
    ) -> None:
        browser = visitor(app, business)
        posted = browser.client.post(
            "/dev/sign-in", base_url=browser.base_url, data={"email": business.owner.email}
        )
        assert posted.status_code in (404, 405)
        assert browser.page("/dev/mail").status_code == 404
        assert bootstrap(browser.page("/"))["demo_accounts"] is None

    def test_a_demo_account_signs_in_at_its_own_business_by_one_click(
        self, business: Business, rival: Business, runtime: Runtime, other_app: Callable[..., App]
    ) -> None:
        email = f"owner{EMAIL_SUFFIX}"
        with runtime.units.tenant(business.id) as work:
            work.record(Tag.DEMO_SEEDED)
            work.session.add(User(email=email, name="Demo", role=Role.TENANT_MANAGER))
        development = other_app(ENVIRONMENT="development")

        def click(at: Business, who: str) -> TestResponse:
            browser = Browser(development, at.host)
            return browser.client.post(
                "/dev/sign-in",
                base_url=browser.base_url,
                data={"email": who},
                headers={"Origin": f"http://{BASE}"},
            )

        answer = click(business, email)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/app")
        assert "smooth_session=" in answer.headers["Set-Cookie"]
        for at, who in ((rival, email), (business, business.owner.email), (business, "")):
            refused = click(at, who)
            assert refused.status_code == 404
            assert "Set-Cookie" not in refused.headers

    def test_mails_can_be_read(self, business: Business, other_app: Callable[..., App]) -> None:
        development = other_app(ENVIRONMENT="development")
        browser = Browser(development, business.host)
        page = browser.page("/dev/mail")
        assert page.status_code == 200
        assert browser.page("/dev/mail/..%2f..%2fetc%2fpasswd").status_code == 404
