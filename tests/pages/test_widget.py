"""The booking page within a business's own web site: there, and nowhere else."""

from __future__ import annotations

import pytest

from smoothschedule.core.api import App
from tests.factories import Business
from tests.web import Browser, check_problem, signed_in, visitor

SITE = "https://www.example.com"


def framed_by(browser: Browser, path: str) -> str:
    policy = browser.page(path).headers["Content-Security-Policy"]
    return policy.partition("frame-ancestors ")[2]


def allow(app: App, business: Business, *typed: str) -> None:
    answer = signed_in(app, business).patch("/tenant", {"widget_origins": typed}, version=1)
    assert answer.status_code == 200


def test_sites_that_the_owner_named_may_show_the_booking_page(
    app: App, business: Business, rival: Business
) -> None:
    browser = visitor(app, business)
    assert framed_by(browser, "/") == "'none'"
    allow(app, business, "Example.com/book", SITE, f"{SITE}/", "http://localhost:3000")
    assert framed_by(browser, "/") == f"https://example.com {SITE} http://localhost:3000"
    assert framed_by(browser, "/book?embedded=1") == framed_by(browser, "/")
    assert "X-Frame-Options" not in browser.page("/").headers
    assert framed_by(visitor(app, rival), "/") == "'none'"


@pytest.mark.parametrize("path", ["/b/secret", "/app", "/sign-in", "/register", "/invitation"])
def test_pages_with_secrets_or_accounts_are_never_framed(
    app: App, business: Business, path: str
) -> None:
    allow(app, business, SITE)
    assert framed_by(visitor(app, business), path) == "'none'"
    assert visitor(app, business).page(path).headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "sites",
    [
        ["http://example.com"],
        ["https://*.example.com"],
        ["https://example.com; script-src *"],
        [SITE, None],
        SITE,
        [f"https://www{n}.example.com" for n in range(21)],
    ],
)
def test_what_is_no_site_is_said_and_nothing_is_changed(
    app: App, business: Business, sites: object
) -> None:
    answer = signed_in(app, business).patch("/tenant", {"widget_origins": sites}, version=1)
    assert "widget_origins" in check_problem(answer, 422, "malformed")["errors"]["json"]
    assert framed_by(visitor(app, business), "/") == "'none'"


def test_any_site_may_load_the_script(app: App, business: Business) -> None:
    answer = visitor(app, business).page("/widget.js")
    assert answer.status_code == 200
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    answer.close()
