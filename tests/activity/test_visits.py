"""How visits read: one start, one end, and refusals in words."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import Business
from tests.visiting import (
    ask_entry,
    ask_masquerade,
    begin_here,
    enter,
    masquerade,
    platform_browser,
    take_csrf,
)
from tests.web import Browser, signed_in


def tags(browser: Browser, **query: Any) -> list[str]:
    items = browser.get("/activity", query_string=query).json["items"]
    return [item["tag"] for item in items]


def test_a_visit_from_the_platform_is_its_start_and_its_end(
    app: App, runtime: Runtime, business: Business
) -> None:
    browser, _ = platform_browser(app, runtime, Role.PLATFORM_SUPPORT)
    inside = masquerade(app, browser, business, business.owner)
    assert inside.post("/auth/visit/stop").status_code == 200
    owner = signed_in(app, business)
    assert tags(owner)[:3] == ["session.started", "masquerade.ended", "masquerade.started"]
    assert tags(owner, group="visit") == ["visit.began"]
    assert tags(owner, group="session") == ["session.started", "session.ended"]
    lines = owner.get("/activity.csv").get_data(as_text=True)
    assert "visit.began" in lines


def test_the_platform_reads_who_was_in_whose_place_and_why(
    app: App, runtime: Runtime, business: Business
) -> None:
    browser, person = platform_browser(app, runtime, Role.PLATFORM_SUPPORT)
    masquerade(app, browser, business, business.owner)
    reader, _ = platform_browser(app, runtime, Role.SUPERUSER)
    query = {"group": "visit", "tenant_id": business.id}
    (began,) = reader.get("/platform/audit", query_string=query).json["items"]
    who = f"The visit of {person.name} as {business.owner.email} began"
    assert began["sentence"].startswith(who)


def test_a_visit_within_the_business_is_its_start_and_its_end(app: App, business: Business) -> None:
    owner = signed_in(app, business)
    begin_here(owner, business.people[Role.TENANT_STAFF])
    assert owner.post("/auth/visit/stop").status_code == 200
    take_csrf(owner)
    assert tags(owner)[:3] == ["masquerade.ended", "masquerade.started", "session.started"]
    asked = tags(owner, group="session")
    assert asked.count("session.renewed") == 1
    assert asked.count("session.ended") == 3  # before, during and after


def test_signing_out_is_told_as_before(app: App, business: Business) -> None:
    manager = signed_in(app, business, business.people[Role.TENANT_MANAGER])
    assert manager.post("/auth/sign-out").status_code == 204
    assert tags(signed_in(app, business))[:2] == ["session.started", "session.ended"]


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        ("open", "they were on another visit"),
        ("inactive", "that account is not active"),
        ("suspended", "the business is suspended"),
        ("role", "their role does not allow it"),
    ],
)
def test_a_refused_place_is_told_in_words(
    app: App,
    runtime: Runtime,
    business: Business,
    admin: psycopg.Connection,
    prepare: str,
    words: str,
) -> None:
    role = Role.PLATFORM_MANAGER if prepare == "role" else Role.PLATFORM_SUPPORT
    browser, person = platform_browser(app, runtime, role)
    if prepare == "open":
        enter(app, browser, business)
    if prepare == "inactive":
        admin.execute("UPDATE users SET is_active = false WHERE role = 'TENANT_STAFF'")
    if prepare == "suspended":
        admin.execute("UPDATE tenants SET status = 'suspended'")
    staff = business.people[Role.TENANT_STAFF]
    assert ask_masquerade(browser, business.id, staff.id).status_code in (403, 409)
    admin.execute("UPDATE tenants SET status = 'active', trial_ends_at = NULL")
    (told, *_) = signed_in(app, business).get("/activity?group=masquerade").json["items"]
    assert told["tag"] == "masquerade.denied"
    who = person.name if prepare == "open" else "SmoothSchedule"  # known once they were there
    assert told["sentence"].startswith(who)
    assert told["sentence"].endswith(f"was refused the place of {staff.name}: {words}")
    assert told["details"] == []


def test_a_refused_entry_into_a_suspended_business_says_that_it_is(
    app: App, runtime: Runtime, business: Business, admin: psycopg.Connection
) -> None:
    admin.execute("UPDATE tenants SET status = 'suspended'")
    browser, _ = platform_browser(app, runtime, Role.SUPERUSER)
    assert ask_entry(browser, business.id).status_code == 409
    (told, *_) = browser.get("/platform/audit?group=entry").json["items"]
    assert told["sentence"].endswith("was refused to enter a business: the business is suspended")


def test_a_links_entry_says_what_it_is_for(app: App, business: Business, mailbox: Any) -> None:
    owner = signed_in(app, business)
    owner.post("/auth/password-reset", {"email": business.owner.email})
    mailbox.deliver()
    (told, *_) = owner.get("/activity?group=link").json["items"]
    assert told["sentence"] == (
        f"SmoothSchedule made a link for {business.owner.name} to choose a password"
    )
    assert told["details"] == []
