"""Stored files behind signed links, as pages of businesses fetch them."""

from __future__ import annotations

import time
from io import BytesIO
from urllib.parse import urlsplit

import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.storage.port import StorageError
from tests.factories import Business
from tests.web import Browser, visitor

BASE = "smoothschedule.localhost"
KEY = "tenants/one/agreement.pdf"
PDF = "application/pdf"


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
    data = b"%PDF-1.7"
    link = runtime.files.upload_link(KEY, expires_seconds=60, content_type=PDF, size_bytes=8)
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
        data=data,
    )
    assert sent.status_code == 204
    with runtime.files.open(KEY) as kept:
        assert kept.read() == data


@pytest.mark.parametrize(
    ("data", "kind", "length", "status"),
    [
        (b"%PDF-1.7!", PDF, None, 413),
        (b"%PDF-1.7!" * 200_000, PDF, None, 413),
        (b"%PDF", PDF, None, 400),
        (b"%PDF", PDF, 8, 400),
        (b"", PDF, None, 400),
        (b"%PDF-1.7", "text/html", None, 400),
    ],
)
def test_an_upload_link_takes_nothing_but_what_it_is_for(
    app: App, runtime: Runtime, data: bytes, kind: str, length: int | None, status: int
) -> None:
    key = "unfinished/one/other"
    link = runtime.files.upload_link(key, expires_seconds=60, content_type=PDF, size_bytes=8)
    answer = Browser(app, BASE).client.put(
        path_of(link),
        base_url=f"http://{BASE}",
        content_type=kind,
        data=data,
        environ_overrides={} if length is None else {"CONTENT_LENGTH": str(length)},
    )
    assert answer.status_code == status
    assert runtime.files.size(key) is None


def test_an_upload_link_ends_and_a_link_to_read_takes_nothing(app: App, runtime: Runtime) -> None:
    key = "unfinished/one/late"
    old = runtime.files.upload_link(key, expires_seconds=-1, content_type=PDF, size_bytes=8)
    to_read = runtime.files.link(key, expires_seconds=60, filename=None, content_type=PDF)
    for link, status in ((old, 410), (to_read, 404)):
        answer = Browser(app, BASE).client.put(
            path_of(link), base_url=f"http://{BASE}", content_type=PDF, data=b"%PDF-1.7"
        )
        assert answer.status_code == status
    assert runtime.files.size(key) is None


def test_a_refused_link_can_be_read_as_refused(app: App) -> None:
    answer = Browser(app, BASE).client.get(f"/files/{KEY}", base_url=f"http://{BASE}")
    assert answer.status_code == 404
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_link_holds_wherever_the_clock_of_its_maker_stands(
    app: App, runtime: Runtime, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    runtime.files.put(KEY, BytesIO(b"%PDF-"), content_type="application/pdf")
    wrong = time.time() + hours * 3600
    monkeypatch.setattr("time.time", lambda: wrong)
    link = runtime.files.link(KEY, expires_seconds=60, filename=None, content_type=PDF)
    old = runtime.files.link(KEY, expires_seconds=-1, filename=None, content_type=PDF)
    monkeypatch.undo()
    for address, status in ((link, 200), (old, 410)):
        with Browser(app, BASE).client.get(path_of(address), base_url=f"http://{BASE}") as answer:
            assert answer.status_code == status


def test_a_store_that_is_full_is_said_to_be_away(
    app: App, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_full(*_: object, **__: object) -> None:
        raise StorageError("No space left on device")

    link = runtime.files.upload_link(KEY, expires_seconds=60, content_type=PDF, size_bytes=5)
    monkeypatch.setattr(runtime.files, "put", is_full)
    answer = Browser(app, BASE).client.put(
        path_of(link), base_url=f"http://{BASE}", content_type=PDF, data=b"%PDF-"
    )
    assert answer.status_code == 503
    assert answer.json["type"] == "/problems/unavailable"
    assert int(answer.headers["Retry-After"]) > 0
