"""Visits for tests, made through HTTP as people make them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from werkzeug.test import TestResponse

from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import BASE, Business, Person, make_platform_person
from tests.web import Browser

PLATFORM_HOST = f"platform.{BASE}"


def platform_browser(app: Flask, runtime: Runtime, role: Role) -> tuple[Browser, Person]:
    """A browser at the platform, where a new person of this role is signed in."""
    person = make_platform_person(runtime, role)
    return Browser(app, PLATFORM_HOST).enter(person), person


def take_csrf(browser: Browser) -> Browser:
    """The browser knows its session's token again, as after loading the page."""
    answer = browser.get("/me")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    browser.csrf_token = answer.json["csrf_token"]
    return browser


def ask_masquerade(
    browser: Browser, tenant_id: UUID | None, user_id: UUID, *, mode: str = "act"
) -> TestResponse:
    """The platform's person asks to be in the place of this person."""
    body = {
        "tenant_id": str(tenant_id) if tenant_id else None,
        "user_id": str(user_id),
        "mode": mode,
        "reason": "ticket 7",
    }
    return browser.post("/platform/masquerades", body)


def ask_entry(browser: Browser, tenant_id: UUID) -> TestResponse:
    """The platform's person asks to enter this business."""
    return browser.post("/platform/entries", {"tenant_id": str(tenant_id), "reason": "ticket 7"})


def token_in(answer: TestResponse) -> str:
    """The hand-over secret in the answer's link."""
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return str(answer.json["url"].partition("token=")[2])


def arrive(app: Flask, business: Business, token: str) -> Browser:
    """A browser that came over to the business by this secret."""
    browser = Browser(app, business.host)
    answer = browser.post("/auth/visit/redeem", {"token": token})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    browser.csrf_token = answer.json["csrf_token"]
    return browser


def masquerade(
    app: Flask, browser: Browser, business: Business, person: Person, *, mode: str = "act"
) -> Browser:
    """A browser at the business in the person's place; the platform's goes on."""
    token = token_in(ask_masquerade(browser, business.id, person.id, mode=mode))
    take_csrf(browser)
    return arrive(app, business, token)


def enter(app: Flask, browser: Browser, business: Business) -> Browser:
    """A browser inside the business as oneself; the platform's goes on."""
    token = token_in(ask_entry(browser, business.id))
    take_csrf(browser)
    return arrive(app, business, token)


def begin_here(browser: Browser, person: Person, *, mode: str = "act") -> Browser:
    """The owner's own browser is in the person's place."""
    body = {"user_id": str(person.id), "mode": mode, "reason": "to see what they see"}
    answer = browser.post("/masquerades", body)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    browser.csrf_token = answer.json["csrf_token"]
    return browser


def log_lines(runtime: Runtime, name: str = "masquerade") -> list[dict[str, Any]]:
    """What stands in a log of the product."""
    path = Path(runtime.settings.log_folder) / f"{name}.log"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def forget_logs(runtime: Runtime) -> None:
    """The logs are empty."""
    for path in Path(runtime.settings.log_folder).glob("*.log"):
        path.unlink()
