"""Every answer of every route tells browsers what it may do: next to nothing, unless it says so."""

from __future__ import annotations

import re
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from werkzeug.test import TestResponse

from smoothschedule.core.api import PLATFORM, SITE, TENANT, App
from smoothschedule.runtime import Runtime
from tests.factories import Business
from tests.operations import app_without_servers
from tests.web import Browser, signed_in, visitor

APP = app_without_servers()
HOSTS = {
    TENANT: "bella.smoothschedule.localhost",
    PLATFORM: "platform.smoothschedule.localhost",
    SITE: "smoothschedule.localhost",
}
NOBODYS_ID = "0199aaaa-0000-7000-8000-000000000000"


def policy_of(answer: TestResponse) -> dict[str, str]:
    text = answer.headers["Content-Security-Policy"]
    return {words.split()[0]: words.partition(words.split()[0])[2] for words in text.split(";")}


def check_headers(answer: TestResponse) -> None:
    """The headers that every answer has, whatever it is."""
    headers, policy = answer.headers, policy_of(answer)
    where = (answer.request.method, answer.request.path, answer.status)
    assert headers["X-Content-Type-Options"] == "nosniff", where
    assert headers["Referrer-Policy"] in ("no-referrer", "strict-origin-when-cross-origin"), where
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin", where
    assert headers["Cross-Origin-Resource-Policy"] in ("same-origin", "cross-origin"), where
    assert "camera=()" in headers["Permissions-Policy"], where
    assert re.fullmatch(r"[A-Za-z0-9._-]{8,64}", headers["X-Request-ID"]), where
    assert policy["default-src"].strip() == "'none'", where
    assert "unsafe-inline" not in policy.get("script-src", ""), where
    assert "unsafe-eval" not in policy.get("script-src", "").replace("wasm-unsafe-eval", ""), where
    assert policy["frame-ancestors"].strip(), where
    is_framed = policy["frame-ancestors"].strip() != "'none'"
    assert is_framed or headers["X-Frame-Options"] == "DENY", where
    assert "Server" not in headers, where
    assert "X-Powered-By" not in headers, where
    if answer.mimetype == "text/html":
        assert policy["base-uri"].strip() == "'none'", where
        assert "form-action" in policy, where


@pytest.mark.parametrize("kind", HOSTS)
def test_every_route_refuses_with_the_same_headers(kind: str) -> None:
    """No server answers behind it, so that each call ends in an error, at the door or behind it."""
    browser = Browser(APP, HOSTS[kind])
    seen = set()
    for rule in APP.url_map.iter_rules():
        values = {name: NOBODYS_ID if name.endswith("_id") else "x" * 40 for name in rule.arguments}
        built = rule.build(values, append_unknown=False)
        assert built is not None
        for method in sorted((rule.methods or set()) - {"HEAD"}):
            answer = browser.page(built[1], method=method)
            check_headers(answer)
            seen.add(answer.status_code)
    assert seen >= {404, 503}


def test_pages_files_redirects_and_refusals_have_them(
    app: App, business: Business, runtime: Runtime
) -> None:
    runtime.files.put("tenants/one/a.pdf", BytesIO(b"%PDF-"), content_type="application/pdf")
    link = urlsplit(
        runtime.files.link(
            "tenants/one/a.pdf", expires_seconds=60, filename=None, content_type="application/pdf"
        )
    )
    site = Browser(app, HOSTS[SITE])
    platform = Browser(app, HOSTS[PLATFORM])
    guest, owner = visitor(app, business), signed_in(app, business)
    answers = {
        "booking page": guest.page("/"),
        "signing page": guest.page("/sign/some-secret"),
        "application": owner.page("/app"),
        "asset": owner.page("/assets/app.js"),
        "widget": guest.page("/widget.js"),
        "site": site.page("/"),
        "file": site.page(f"{link.path}?{link.query}"),
        "redirect": platform.page("/"),
        "console": platform.page("/admin/"),
        "documentation": guest.page("/api/docs"),
        "answer": owner.get("/me"),
        "nothing": guest.page("/nothing/here"),
        "refusal": guest.get("/me"),
        "no such host": Browser(app, "nobody.smoothschedule.localhost").page("/"),
        "malformed": owner.post("/appointments", {"x": 1}),
        "health": guest.page("/healthz"),
    }
    for answer in answers.values():
        check_headers(answer)
    statuses = {name: answer.status_code for name, answer in answers.items()}
    assert statuses["redirect"] == 302
    assert (statuses["refusal"], statuses["malformed"], statuses["file"]) == (401, 422, 200)
    assert answers["signing page"].headers["Referrer-Policy"] == "no-referrer"
    for page in ("booking page", "signing page", "application", "site"):
        script = policy_of(answers[page])["script-src"]
        assert re.fullmatch(r" 'self' 'nonce-[\w-]{22}'", script), page
    nonces = {policy_of(guest.page("/"))["script-src"] for _ in range(3)}
    assert len(nonces) == 3
