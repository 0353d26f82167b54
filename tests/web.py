"""A browser for tests: cookies of one host, the session's CSRF token, versions and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Flask
from werkzeug.test import TestResponse

from smoothschedule.core.db import Context
from smoothschedule.core.tokens import csrf_token
from smoothschedule.runtime import Runtime
from smoothschedule.users.realms import realm_of
from smoothschedule.users.sessions import open_session_for
from tests.contract import check_answer
from tests.factories import PASSWORD, Business, Person

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
API = "/api/v1"


class Browser:
    """One browser looking at one host. Paths without /api/v1 are meant below it."""

    def __init__(self, app: Flask, host: str, *, scheme: str = "http") -> None:
        self.host = host
        self.base_url = f"{scheme}://{host}"
        self.client = app.test_client()
        self.csrf_token: str | None = None

    def call(
        self,
        method: str,
        path: str,
        json: Any = None,
        *,
        headers: Mapping[str, str] | None = None,
        version: int | None = None,
        key: str | None = None,
        **options: Any,
    ) -> TestResponse:
        """The answer, which keeps what openapi.json promises of it.

        `version` is sent as If-Match, `key` as Idempotency-Key.
        """
        sent = dict(headers or {})
        if self.csrf_token and method in UNSAFE:
            sent.setdefault("X-CSRF-Token", self.csrf_token)
        if version is not None:
            sent["If-Match"] = f'"{version}"'
        if key is not None:
            sent["Idempotency-Key"] = key
        if json is not None:
            options["json"] = json
        full = path if path.startswith("/api/") else f"{API}{path}"
        options.setdefault("buffered", True)  # read to its end and closed, as by a server
        answer = self.client.open(
            full, method=method, base_url=self.base_url, headers=sent, **options
        )
        check_answer(self.client.application, answer)
        return answer

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.call("GET", path, **options)

    def post(self, path: str, json: Any = None, **options: Any) -> TestResponse:
        return self.call("POST", path, json, **options)

    def patch(self, path: str, json: Any = None, **options: Any) -> TestResponse:
        return self.call("PATCH", path, json, **options)

    def page(self, path: str, **options: Any) -> TestResponse:
        """A document as browsers ask for it."""
        headers = {"Accept": "text/html", **options.pop("headers", {})}
        options.setdefault("buffered", True)
        return self.client.open(path, base_url=self.base_url, headers=headers, **options)

    def sign_in(self, person: Person, password: str = PASSWORD) -> Browser:
        """This browser is signed in as the person from now on."""
        answer = self.post("/auth/sign-in", {"email": person.email, "password": password})
        assert answer.status_code == 200, answer.get_data(as_text=True)
        self.csrf_token = answer.json["csrf_token"]
        return self

    def enter(self, person: Person, *, tenant_id: UUID | None = None) -> Browser:
        """As `sign_in`, by opening the session directly: hashing a password takes its time."""
        runtime: Runtime = self.client.application.extensions["runtime"]
        units = runtime.units if tenant_id else runtime.platform_units
        with units.open(Context(tenant_id=tenant_id)) as work:
            account = work.get(realm_of(work).account, person.id)
            token = open_session_for(work, account, ip_address="127.0.0.1", user_agent="tests")
        self.keep_cookie(token)
        self.csrf_token = csrf_token(runtime.settings.secret_key, token)
        return self

    @property
    def cookie(self) -> str | None:
        """The session's secret as this browser keeps it."""
        for name in ("smooth_session", "__Host-smooth_session"):
            found = self.client.get_cookie(name, domain=self.host)
            if found is not None:
                return found.value
        return None

    def keep_cookie(self, value: str, *, name: str = "smooth_session") -> None:
        """The browser sends this secret as its session."""
        self.client.set_cookie(name, value, domain=self.host)


def visitor(app: Flask, business: Business) -> Browser:
    """A browser at this business where nobody is signed in."""
    return Browser(app, business.host)


def signed_in(app: Flask, business: Business, person: Person | None = None) -> Browser:
    """A browser at this business, signed in as the person (the owner unless said)."""
    return Browser(app, business.host).enter(person or business.owner, tenant_id=business.id)


def check_problem(answer: TestResponse, status: int, slug: str | None = None) -> dict[str, Any]:
    """The answer is a problem document of this status (and kind); returns the document."""
    body = answer.get_data(as_text=True)
    assert answer.status_code == status, body
    assert answer.mimetype == "application/problem+json", body
    document: dict[str, Any] = answer.json
    assert document["status"] == status
    assert document["title"]
    assert document["type"].startswith("/problems/")
    assert document["request_id"] == answer.headers["X-Request-ID"]
    if slug is not None:
        assert document["type"] == f"/problems/{slug}", body
    return document
