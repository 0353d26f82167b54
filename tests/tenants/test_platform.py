"""What platform staff do to businesses: plans, trials, suspension; and what each role may."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import BASE, Business, make_business, make_platform_person, soon, wire
from tests.web import Browser, check_problem, signed_in


def on_platform(app: App, runtime: Runtime, role: Role) -> Browser:
    return Browser(app, f"platform.{BASE}").enter(make_platform_person(runtime, role))


@pytest.fixture
def manager(app: App, runtime: Runtime) -> Browser:
    return on_platform(app, runtime, Role.PLATFORM_MANAGER)


def path_of(business: Business, act: str = "") -> str:
    return f"/platform/tenants/{business.id}{act}"


def test_another_plan_holds_at_once_and_its_price_is_recorded(
    app: App, business: Business, manager: Browser
) -> None:
    path = path_of(business, "/plan")
    listed = manager.post(path, {"plan": "professional"}, version=1).json
    assert (listed["plan"], listed["plan_price_minor"]) == ("professional", 2900)
    body = {"plan": "enterprise", "price_minor": 12345, "currency": "EUR"}
    agreed = manager.post(path, body, version=2)
    assert agreed.headers["ETag"] == '"3"'
    shown = signed_in(app, business).get("/tenant/plan").json
    assert (shown["plan"], shown["price_minor"], shown["currency"]) == ("enterprise", 12345, "EUR")
    assert {use["included"] for use in shown["uses"]} == {None}
    check_problem(manager.post(path, {"plan": "free"}, version=2), 412, "stale")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"plan": "platinum"},
        {"plan": "free", "price_minor": -1},
        {"plan": "free", "price_minor": "9"},
        {"plan": "free", "currency": "euro"},
        {"plan": "free", "status": "active"},
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    business: Business, manager: Browser, body: dict[str, Any]
) -> None:
    check_problem(manager.post(path_of(business, "/plan"), body, version=1), 422, "malformed")


@pytest.mark.parametrize("role", [Role.PLATFORM_SUPPORT, Role.PLATFORM_SALES])
def test_support_and_sales_change_no_plans(
    app: App, runtime: Runtime, business: Business, role: Role
) -> None:
    browser = on_platform(app, runtime, role)
    for act, body in (
        ("/plan", {"plan": "enterprise"}),
        ("/trial", {"ends_at": wire(soon(5))}),
        ("/suspend", {"reason": "x"}),
    ):
        answer = browser.post(path_of(business, act), body, version=1)
        check_problem(answer, 403, "not-allowed")


def test_a_trial_shows_its_end_is_extended_and_ends_for_good(
    app: App, business: Business, manager: Browser, admin: psycopg.Connection
) -> None:
    owner = signed_in(app, business)
    assert owner.get("/tenant").json["trial_days_left"] is None
    ends_at = datetime.now(UTC) + timedelta(days=9, hours=1)
    extended = manager.post(path_of(business, "/trial"), {"ends_at": wire(ends_at)}, version=1)
    assert extended.json["trial_ends_at"] == wire(ends_at)
    assert owner.get("/tenant").json["trial_days_left"] == 10
    manager.post(path_of(business, "/suspend"), {"reason": "abuse"}, version=2)
    reopened = manager.post(path_of(business, "/activate"), version=3).json
    assert (reopened["status"], reopened["trial_ends_at"]) == ("trial", wire(ends_at))
    admin.execute("UPDATE tenants SET trial_ends_at = now() - interval '1 second'")
    assert owner.get("/tenant").json["trial_days_left"] == 0
    past = {"ends_at": wire(datetime.now(UTC) - timedelta(minutes=1))}
    answer = manager.post(path_of(business, "/trial"), past, version=4)
    check_problem(answer, 409, "trial-in-the-past")
    active = manager.post(path_of(business, "/activate"), version=4).json
    assert (active["status"], active["trial_ends_at"]) == ("active", None)
    assert owner.get("/tenant").json["trial_days_left"] is None
    check_problem(manager.post(path_of(business, "/activate"), version=5), 409, "wrong-state")
    again = manager.post(path_of(business, "/trial"), {"ends_at": wire(soon(5))}, version=5)
    check_problem(again, 409, "wrong-state")


def test_one_business_is_shown_with_counts_and_nothing_of_what_it_does(
    business: Business, rival: Business, manager: Browser
) -> None:
    shown = manager.get(path_of(business))
    assert shown.headers["ETag"] == '"1"'
    used = {use["limit"]: use["used"] for use in shown.json["uses"]}
    assert (used["staff"], used["resources"]) == (1, 1)
    text = shown.get_data(as_text=True)
    for person in business.people.values():
        assert person.email not in text
    assert rival.mark not in text


def test_sales_opens_demo_businesses_only(app: App, runtime: Runtime, business: Business) -> None:
    demo = make_business(runtime, "tryout", is_temporary=True)
    sales = on_platform(app, runtime, Role.PLATFORM_SALES)
    assert sales.get(path_of(demo)).json["is_temporary"] is True
    check_problem(sales.get(path_of(business)), 404, "not-found")


def test_what_the_platform_does_stands_in_the_businesss_audit(
    business: Business, manager: Browser, admin: psycopg.Connection
) -> None:
    manager.post(path_of(business, "/suspend"), {"reason": "unpaid"}, version=1)
    manager.post(path_of(business, "/activate"), version=2)
    manager.post(path_of(business, "/plan"), {"plan": "free"}, version=3)
    rows = admin.execute(
        "SELECT tag, actor_role, details FROM audit_events"
        " WHERE tenant_id = %s AND actor_realm = 'platform' ORDER BY id",
        [business.id],
    ).fetchall()
    assert [(tag, role) for tag, role, _ in rows] == [
        ("tenant.suspended", "PLATFORM_MANAGER"),
        ("tenant.activated", "PLATFORM_MANAGER"),
        ("tenant.plan_changed", "PLATFORM_MANAGER"),
    ]
    assert rows[0][2] == {"reason": "unpaid"}
