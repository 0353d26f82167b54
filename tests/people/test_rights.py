"""What an owner opens to other roles: only what can be opened, and live."""

from __future__ import annotations

from typing import Any

import pytest

from smoothschedule.access import MATRIX, PERMISSIONS, opened_to
from smoothschedule.core.api import App
from smoothschedule.people.permissions import OPENABLE
from smoothschedule.users.rules import Role
from tests.factories import Business, soon, wire
from tests.web import Browser, check_problem, signed_in

STAFF = Role.TENANT_STAFF


def open_rights(browser: Browser, opened: Any, **changes: Any) -> Any:
    body = {"opened": opened, "customers_may_register": True, **changes}
    return browser.call("PUT", "/rights", body, version=browser.get("/tenant").json["version"])


@pytest.mark.parametrize("permission", sorted(OPENABLE[STAFF]))
def test_what_is_opened_counts_from_the_next_click_and_so_does_closing(
    app: App, business: Business, permission: str
) -> None:
    owner, inside = signed_in(app, business), signed_in(app, business, business.people[STAFF])
    assert permission not in inside.get("/me").json["permissions"]
    assert open_rights(owner, {STAFF: [permission]}).status_code == 200
    assert permission in inside.get("/me").json["permissions"]
    assert open_rights(owner, {}).status_code == 200
    assert permission not in inside.get("/me").json["permissions"]


def test_staff_change_services_once_that_is_open(app: App, business: Business) -> None:
    owner, inside = signed_in(app, business), signed_in(app, business, business.people[STAFF])
    service = owner.get(f"/services/{business.service_id}").json
    path, change = f"/services/{business.service_id}", {"name": "Trim"}
    check_problem(inside.patch(path, change, version=service["version"]), 403, "not-allowed")
    open_rights(owner, {STAFF: ["edit_services"]})
    assert inside.patch(path, change, version=service["version"]).status_code == 200


def test_staff_see_others_calendars_only_once_that_is_open(app: App, business: Business) -> None:
    owner, inside = signed_in(app, business), signed_in(app, business, business.people[STAFF])
    other = owner.post("/customers", {"name": "Ann", "email": "ann@guests.example"}).json
    assert inside.get("/customers?q=ann@").json["items"] == []
    open_rights(owner, {STAFF: ["view_all_calendars"]})
    (seen,) = inside.get("/customers?q=ann@").json["items"]
    assert seen["id"] == other["id"]


def test_the_page_says_in_words_what_is_open(app: App, business: Business) -> None:
    owner = signed_in(app, business)
    open_rights(owner, {STAFF: ["edit_services"]}, customers_may_register=False)
    seen = owner.get("/rights")
    rights = {role["role"]: role["rights"] for role in seen.json["roles"]}
    assert {r["permission"] for r in rights[STAFF] if r["is_open"]} == {"edit_services"}
    assert all(len(right["meaning"]) > 15 for rows in rights.values() for right in rows)
    assert seen.json["customers_may_register"] is False
    assert seen.headers["ETag"] == f'"{seen.json["version"]}"'


@pytest.mark.parametrize(
    "opened",
    [
        {STAFF: ["edit_tenant"]},
        {STAFF: ["transfer_ownership"]},
        {STAFF: ["change_roles"]},
        {STAFF: ["no_such_permission"]},
        {Role.CUSTOMER: ["view_all_calendars"]},
        {Role.TENANT_MANAGER: ["edit_rights"]},
        {Role.SUPERUSER: ["view_tenants"]},
        {"": ["view_team"]},
        {STAFF: "view_team"},
        {STAFF: [["view_team"]]},
        [STAFF],
    ],
)
def test_nothing_else_can_be_opened(app: App, business: Business, opened: Any) -> None:
    owner = signed_in(app, business)
    assert "opened" in check_problem(open_rights(owner, opened), 422)["errors"]["json"]
    assert owner.get("/me").json["tenant"]["version"] == 1


def test_what_stands_in_the_table_opens_nothing_that_is_not_openable() -> None:
    stored = {STAFF: ["edit_tenant", "view_team"], "CUSTOMER": ["view_team"]}
    assert opened_to(STAFF, stored) == {"view_team"}
    assert opened_to(Role.CUSTOMER, stored) == frozenset()


@pytest.mark.parametrize("role", [Role.TENANT_MANAGER, STAFF, Role.CUSTOMER])
def test_nobody_but_the_owner_opens_anything(app: App, business: Business, role: Role) -> None:
    browser = signed_in(app, business, business.people[role])
    body = {"opened": {STAFF: ["view_team"]}, "customers_may_register": True}
    check_problem(browser.call("PUT", "/rights", body, version=1), 403, "not-allowed")
    check_problem(browser.get("/rights"), 403, "not-allowed")


def test_two_owners_tabs_do_not_overwrite_one_another(app: App, business: Business) -> None:
    owner = signed_in(app, business)
    body = {"opened": {}, "customers_may_register": False}
    assert owner.call("PUT", "/rights", body, version=1).status_code == 200
    check_problem(owner.call("PUT", "/rights", body, version=1), 412, "stale")
    check_problem(owner.call("PUT", "/rights", body), 428, "version-missing")


def test_what_is_opened_to_two_roles_at_once_is_told_once(app: App, business: Business) -> None:
    owner = signed_in(app, business)
    open_rights(owner, {Role.TENANT_MANAGER: ["view_activity"], STAFF: ["view_team"]})
    told = [each["sentence"] for each in owner.get("/activity").json["items"]]
    assert sum("what other roles may do" in sentence for sentence in told) == 1


def test_what_can_be_opened_exists_and_is_not_held_anyway() -> None:
    for role, openable in OPENABLE.items():
        assert openable.keys() <= PERMISSIONS.keys()
        assert not openable.keys() & MATRIX[role]
        assert openable.keys() <= MATRIX[Role.TENANT_OWNER], "nobody grants what they do not hold"


def test_a_booking_of_a_colleague_is_refused_until_opened(app: App, business: Business) -> None:
    owner, inside = signed_in(app, business), signed_in(app, business, business.people[STAFF])
    twin = {"kind": "staff", "name": "Twin", "location_id": str(business.location_id)}
    colleague = owner.post("/resources", twin).json
    hours = [{"weekday": day, "opens": "00:00", "closes": "24:00"} for day in range(7)]
    owner.call(
        "PUT",
        f"/resources/{colleague['id']}/hours",
        {"hours": hours},
        version=colleague["version"],
    )
    service = {
        "name": "Twin's own",
        "duration_minutes": 30,
        "requirements": [{"kind": "staff", "resource_ids": [colleague["id"]]}],
    }
    made = owner.post("/services", service).json
    body = {
        "service_id": made["id"],
        "starts_at": wire(soon(3)),
        "customer_id": str(business.customer_id),
    }
    assert inside.post("/appointments", body).status_code in (403, 404)
    open_rights(owner, {STAFF: ["view_all_calendars"]})
    assert inside.post("/appointments", body).status_code == 201
