"""Stored files behind signed links, as pages of businesses fetch them."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import urlsplit

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from tests.factories import Business
from tests.web import Browser, visitor

BASE = "smoothschedule.localhost"
KEY = "tenants/one/agreement.pdf"


def path_of(link: str) -> str:
    parts = urlsplit(link)
    return f"{parts.path}?{parts.query}"


def test_a_page_of_a_business_may_fetch_what_a_link_opens(
    app: App, business: Business, runtime: Runtime
) -> None:
    runtime.files.put(KEY, BytesIO(b"%PDF-"), content_type="application/pdf")
    link = runtime.files.link(
        KEY, expires_seconds=60, filename=None, content_type="application/pdf"
    )
    policy = visitor(app, business).page("/app").headers["Content-Security-Policy"]
    origin = f"{urlsplit(link).scheme}://{urlsplit(link).netloc}"
    assert f"connect-src 'self' {origin} " in f"{policy.replace(';', ' ')} "

    answer = Browser(app, BASE).client.get(
        path_of(link), base_url=f"http://{BASE}", headers={"Origin": f"http://{business.host}"}
    )
    assert (answer.status_code, answer.data) == (200, b"%PDF-")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    answer.close()


def test_a_page_of_a_business_may_send_what_an_upload_link_takes(
    app: App, business: Business, runtime: Runtime
) -> None:
    link = runtime.files.upload_link(KEY, expires_seconds=60, content_type="application/pdf")
    browser = Browser(app, BASE)
    origin = {"Origin": f"http://{business.host}"}
    asked = browser.client.options(
        path_of(link),
        base_url=f"http://{BASE}",
        headers={**origin, "Access-Control-Request-Method": "PUT"},
    )
    assert asked.status_code == 200
    assert "PUT" in asked.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in asked.headers["Access-Control-Allow-Headers"]

    sent = browser.client.put(
        path_of(link),
        base_url=f"http://{BASE}",
        headers=origin,
        content_type="application/pdf",
        data=b"%PDF-1.7",
    )
    assert sent.status_code == 204
    with runtime.files.open(KEY) as kept:
        assert kept.read() == b"%PDF-1.7"


def test_a_refused_link_can_be_read_as_refused(app: App) -> None:
    answer = Browser(app, BASE).client.get(f"/files/{KEY}", base_url=f"http://{BASE}")
    assert answer.status_code == 404
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
