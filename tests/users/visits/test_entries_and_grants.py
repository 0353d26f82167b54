"""Platform staff inside businesses as themselves, and permissions lent for a while."""

from __future__ import annotations

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.scheduler import close_visits
from smoothschedule.users.rules import Role
from tests.factories import Business, Person, make_business
from tests.visiting import ask_entry, enter, platform_browser
from tests.web import Browser, check_problem, signed_in

Admin = psycopg.Connection
TIME_IS_UP = (
    "UPDATE permission_grants SET created_at = created_at - interval '1 hour',"
    " expires_at = expires_at - interval '1 hour'"
)


def lend(
    browser: Browser, person: Person, action: str, *, realm: str = "tenant", **more: object
) -> dict[str, str]:
    body = {"grantee_id": str(person.id), "grantee_realm": realm, "action": action}
    answer = browser.post("/grants", body | {"reason": "busy"} | more)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    found: dict[str, str] = answer.json
    return found


@pytest.mark.parametrize("role", [Role.SUPERUSER, Role.PLATFORM_MANAGER])
def test_keepers_enter_as_themselves_with_the_owners_permissions(
    app: App, runtime: Runtime, business: Business, admin: Admin, role: Role
) -> None:
    browser, person = platform_browser(app, runtime, role)
    inside = enter(app, browser, business)
    me = inside.get("/me").json
    assert (me["user"]["id"], me["user"]["role"]) == (str(person.id), role)
    assert set(me["permissions"]) == set(signed_in(app, business).get("/me").json["permissions"])
    assert inside.post("/customers", {"name": "By staff"}).status_code == 201
    row = admin.execute(
        "SELECT actor_realm, actor_id, impersonator_id FROM audit_events"
        " WHERE tag = 'customer.changed' ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert row == ("platform", person.id, None)
    made = admin.execute("SELECT created_by_id FROM customers WHERE name = 'By staff'").fetchone()
    assert made == (None,)


def test_support_only_looks_until_exactly_one_permission_is_lent(
    app: App, runtime: Runtime, business: Business, admin: Admin
) -> None:
    browser, person = platform_browser(app, runtime, Role.PLATFORM_SUPPORT)
    inside = enter(app, browser, business)
    assert inside.get("/customers").status_code == 200
    yard = {"name": "Yard", "time_zone": "UTC"}
    check_problem(inside.post("/locations", yard), 403, "not-allowed")
    check_problem(inside.post("/auth/password-reset", {"email": business.owner.email}), 403)
    lend(signed_in(app, business), person, "edit_locations", realm="platform")
    assert inside.post("/locations", yard).status_code == 201
    check_problem(inside.post("/customers", {"name": "No"}), 403, "not-allowed")
    admin.execute(TIME_IS_UP)
    check_problem(inside.post("/locations", yard | {"name": "Late"}), 403, "not-allowed")
    assert close_visits(runtime) == 1
    assert admin.execute("SELECT closed_at IS NOT NULL FROM permission_grants").fetchone() == (
        True,
    )


def test_sales_enters_demo_businesses_only(app: App, runtime: Runtime, business: Business) -> None:
    demo = make_business(runtime, "tryout", is_temporary=True)
    browser, _ = platform_browser(app, runtime, Role.PLATFORM_SALES)
    check_problem(ask_entry(browser, business.id), 404, "not-found")
    inside = enter(app, browser, demo)
    assert inside.post("/customers", {"name": "Shown"}).status_code == 201
    users = browser.get("/platform/users").json["items"]
    assert {user["tenant_id"] for user in users} == {str(demo.id)}


def test_staff_may_what_is_lent_until_it_is_taken_back(
    app: App, business: Business, rival: Business
) -> None:
    staff = business.people[Role.TENANT_STAFF]
    owner, person = signed_in(app, business), signed_in(app, business, staff)
    yard = {"name": "Yard", "time_zone": "UTC"}
    check_problem(person.post("/locations", yard), 403, "not-allowed")
    grant = lend(owner, staff, "edit_locations", duration_minutes=480)
    assert (grant["state"], grant["grantee"]) == (
        "active",
        {"id": str(staff.id), "realm": "tenant", "email": staff.email},
    )
    assert person.post("/locations", yard).status_code == 201
    customer = signed_in(app, business, business.people[Role.CUSTOMER])
    check_problem(customer.post("/locations", yard), 403, "not-allowed")
    path = f"/grants/{grant['id']}/revoke"
    check_problem(signed_in(app, rival).post(path), 404, "not-found")
    check_problem(person.post(path), 403, "not-allowed")
    assert owner.post(path).json["state"] == "revoked"
    check_problem(owner.post(path), 409, "grant-over")
    check_problem(person.post("/locations", yard), 403, "not-allowed")


@pytest.mark.parametrize(
    ("action", "minutes", "status"),
    [
        ("enter_tenants", 30, 403),  # the owner does not hold it
        ("grant_permissions", 30, 403),  # personal
        ("masquerade", 30, 403),
        ("no_such_thing", 30, 403),
        ("change_roles", 1, 403),  # what it gives would outlast the grant
        ("edit_rights", 1, 403),
        ("view_team", 0, 422),
        ("view_team", 481, 422),
        ("view_team", True, 422),
    ],
)
def test_what_is_not_theirs_or_lasts_too_long_is_lent_by_nobody(
    app: App, business: Business, admin: Admin, action: str, minutes: int, status: int
) -> None:
    staff = business.people[Role.TENANT_STAFF]
    body = {"grantee_id": str(staff.id), "action": action, "reason": "x"}
    answer = signed_in(app, business).post("/grants", body | {"duration_minutes": minutes})
    check_problem(answer, status)
    assert admin.execute("SELECT count(*) FROM permission_grants").fetchone() == (0,)


def test_nobody_lends_to_themselves_to_customers_or_to_staff_who_are_not_inside(
    app: App, runtime: Runtime, business: Business
) -> None:
    owner = signed_in(app, business)
    _, outside = platform_browser(app, runtime, Role.PLATFORM_SUPPORT)
    cases = {
        (business.owner.id, "tenant"): 409,
        (business.people[Role.CUSTOMER].id, "tenant"): 409,
        (outside.id, "platform"): 404,
        (outside.id, "tenant"): 404,
    }
    for (id, realm), status in cases.items():
        body = {"grantee_id": str(id), "grantee_realm": realm, "action": "view_team"}
        check_problem(owner.post("/grants", body | {"reason": "x"}), status)


def test_the_platform_lends_to_support_and_takes_many_back(
    app: App, runtime: Runtime, business: Business
) -> None:
    browser, _ = platform_browser(app, runtime, Role.PLATFORM_MANAGER)
    helper, support = platform_browser(app, runtime, Role.PLATFORM_SUPPORT)
    inside = enter(app, helper, business)
    body = {"tenant_id": str(business.id), "grantee_id": str(support.id), "reason": "ticket 7"}
    made = [
        browser.post("/platform/grants", body | {"action": action}).json["id"]
        for action in ("edit_locations", "edit_services")
    ]
    assert "edit_locations" in inside.get("/me").json["permissions"]
    listed = browser.get("/platform/grants?state=active").json["items"]
    assert {item["id"] for item in listed} == set(made)
    assert all(0 < item["seconds_left"] <= 1800 for item in listed)
    # Support sees what is lent to them, and nothing else.
    _, other = platform_browser(app, runtime, Role.PLATFORM_SUPPORT)
    browser.post("/platform/grants", body | {"grantee_id": str(other.id), "action": "view_team"})
    own = helper.get("/platform/grants").json["items"]
    assert {item["id"] for item in own} == set(made)
    assert browser.post("/platform/grants/revoke", {"ids": made}).json == {"revoked": 2}
    assert "edit_locations" not in inside.get("/me").json["permissions"]
    check_problem(helper.post("/platform/grants", body | {"action": "view_team"}), 403)
