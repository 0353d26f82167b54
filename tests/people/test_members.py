"""Roles, deactivation and calendars of people: by whom, of whom, and what ends at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import Business, add_person
from tests.web import Browser, check_problem, signed_in, visitor

Row = Callable[..., Any]
OWNER, MANAGER, STAFF = Role.TENANT_OWNER, Role.TENANT_MANAGER, Role.TENANT_STAFF


def act(browser: Browser, business: Business, role: Role, verb: str, version: int = 1) -> Any:
    """Deactivates or reactivates the person of that role."""
    id = business.people[role].id
    return browser.post(f"/users/{id}/{verb}", version=version)


def give_role(browser: Browser, id: object, role: str, version: int = 1) -> Any:
    return browser.patch(f"/users/{id}", {"role": role}, version=version)


def version_of(row: Row, id: object) -> int:
    found: int = row("SELECT version FROM users WHERE id = %s", id)
    return found


def test_a_deactivated_person_is_out_at_once_and_may_come_back(
    app: App, business: Business, admin: psycopg.Connection
) -> None:
    staff = business.people[STAFF]
    inside = signed_in(app, business, staff)
    owner = signed_in(app, business)
    version = owner.get("/users").json["items"][-1]["version"]
    gone = act(owner, business, STAFF, "deactivate", version)
    assert gone.json["is_active"] is False
    check_problem(inside.get("/me"), 401, "not-signed-in")
    body = {"email": staff.email, "password": "correct horse battery"}
    check_problem(visitor(app, business).post("/auth/sign-in", body), 401, "wrong-credentials")
    told = admin.execute("SELECT name FROM outbox_events").fetchall()
    assert {("SessionEnded",), ("PersonDeactivated",)} <= set(told)
    back = act(owner, business, STAFF, "reactivate", gone.json["version"])
    assert back.json["is_active"] is True
    check_problem(inside.get("/me"), 401, "not-signed-in")
    visitor(app, business).sign_in(staff)


def test_the_version_seen_is_the_version_changed(app: App, business: Business, row: Row) -> None:
    owner, staff = signed_in(app, business), business.people[STAFF]
    path = f"/users/{staff.id}"
    for sent in (
        owner.patch(path, {"role": MANAGER}),
        owner.post(f"{path}/deactivate"),
        owner.call("PUT", f"{path}/calendar", {"resource_id": None}),
    ):
        check_problem(sent, 428, "version-missing")
    stale = version_of(row, staff.id) + 7
    check_problem(give_role(owner, staff.id, MANAGER, stale), 412, "stale")
    check_problem(act(owner, business, STAFF, "deactivate", stale), 412, "stale")


def test_what_is_so_already_is_said(app: App, business: Business, row: Row) -> None:
    owner, staff = signed_in(app, business), business.people[STAFF]
    version = version_of(row, staff.id)
    check_problem(act(owner, business, STAFF, "reactivate", version), 409, "wrong-state")
    check_problem(give_role(owner, staff.id, STAFF, version), 409, "wrong-role")


@pytest.mark.parametrize("target", [OWNER, MANAGER])
def test_a_manager_touches_neither_owner_nor_manager(
    app: App, runtime: Runtime, business: Business, target: Role
) -> None:
    manager = signed_in(app, business, add_person(runtime, business, MANAGER, word="Second"))
    for verb in ("deactivate", "reactivate"):
        check_problem(act(manager, business, target, verb), 403, "not-allowed")
    id = business.people[target].id
    calendar = manager.call("PUT", f"/users/{id}/calendar", {"resource_id": None}, version=1)
    check_problem(calendar, 403, "not-allowed")
    check_problem(give_role(manager, id, STAFF), 403, "not-allowed")


@pytest.mark.parametrize("target", [STAFF, Role.CUSTOMER])
def test_a_manager_looks_after_staff_and_customers(
    app: App, business: Business, row: Row, target: Role
) -> None:
    manager = signed_in(app, business, business.people[MANAGER])
    version = version_of(row, business.people[target].id)
    assert act(manager, business, target, "deactivate", version).status_code == 200


def test_the_owner_stays_active_and_owner(app: App, business: Business, row: Row) -> None:
    owner = signed_in(app, business)
    version = version_of(row, business.owner.id)
    check_problem(act(owner, business, OWNER, "deactivate", version), 403, "not-allowed")
    check_problem(give_role(owner, business.owner.id, STAFF, version), 403, "not-allowed")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE users SET is_active = false WHERE role = 'TENANT_OWNER'",
        "UPDATE users SET role = 'TENANT_OWNER' WHERE role = 'TENANT_MANAGER'",
    ],
)
def test_the_database_keeps_one_active_owner(
    business: Business, admin: psycopg.Connection, statement: str
) -> None:
    with pytest.raises((psycopg.errors.CheckViolation, psycopg.errors.UniqueViolation)):
        admin.execute(statement)  # type: ignore[call-overload]


@pytest.mark.parametrize("role", [STAFF, Role.CUSTOMER])
def test_staff_and_customers_change_nobody(app: App, business: Business, role: Role) -> None:
    browser = signed_in(app, business, business.people[role])
    for target in business.people.values():
        check_problem(give_role(browser, target.id, MANAGER), 403, "not-allowed")
        check_problem(browser.post(f"/users/{target.id}/deactivate", version=1), 403)
        calendar = browser.call("PUT", f"/users/{target.id}/calendar", {"resource_id": None})
        check_problem(calendar, 403, "not-allowed")


@pytest.mark.parametrize("role", [OWNER, Role.CUSTOMER, Role.SUPERUSER, "", None, 1])
def test_only_roles_of_the_team_can_be_given(
    app: App, business: Business, row: Row, role: object
) -> None:
    owner, id = signed_in(app, business), business.people[STAFF].id
    refused = owner.patch(f"/users/{id}", {"role": role}, version=version_of(row, id))
    assert "role" in check_problem(refused, 422)["errors"]["json"]
    assert row("SELECT role FROM users WHERE id = %s", id) == STAFF


@pytest.mark.parametrize(
    "smuggled", [{"is_active": False}, {"tenant_id": None}, {"is_temporary": True}, {"email": "x"}]
)
def test_nothing_but_the_role_is_taken(
    app: App, business: Business, smuggled: dict[str, Any]
) -> None:
    id = business.people[STAFF].id
    body = {"role": MANAGER, **smuggled}
    refused = signed_in(app, business).patch(f"/users/{id}", body, version=1)
    assert set(check_problem(refused, 422)["errors"]["json"]) == set(smuggled)


def test_a_new_role_counts_from_the_next_click(app: App, business: Business, row: Row) -> None:
    staff = business.people[STAFF]
    inside = signed_in(app, business, staff)
    check_problem(inside.get("/users"), 403, "not-allowed")
    owner = signed_in(app, business)
    assert give_role(owner, staff.id, MANAGER, version_of(row, staff.id)).status_code == 200
    assert inside.get("/users").status_code == 200
    give_role(owner, staff.id, STAFF, version_of(row, staff.id))
    check_problem(inside.get("/users"), 403, "not-allowed")


def test_an_account_works_as_one_free_staff_row(
    app: App, business: Business, rival: Business, row: Row
) -> None:
    owner, manager = signed_in(app, business), business.people[MANAGER]

    def choose(id: object, resource_id: object, version: int | None = None) -> Any:
        version = version or version_of(row, id)
        chosen = {"resource_id": str(resource_id) if resource_id else None}
        return owner.call("PUT", f"/users/{id}/calendar", chosen, version=version)

    staff = business.people[STAFF]
    check_problem(choose(manager.id, business.staff_id), 409, "calendar-taken")
    check_problem(choose(manager.id, business.room_id), 409, "no-calendar")
    check_problem(choose(manager.id, rival.staff_id), 404)
    customer = business.people[Role.CUSTOMER]
    check_problem(choose(customer.id, None), 409, "no-calendar")
    assert choose(staff.id, None).json["calendar"] is None
    given = choose(manager.id, business.staff_id)
    assert given.json["calendar"]["id"] == str(business.staff_id)
    assert choose(business.owner.id, None).status_code == 200


def test_two_who_choose_a_calendar_do_not_overwrite_one_another(
    app: App, business: Business, row: Row
) -> None:
    owner, staff = signed_in(app, business), business.people[STAFF]
    path, seen = f"/users/{staff.id}/calendar", version_of(row, staff.id)
    first = owner.call("PUT", path, {"resource_id": None}, version=seen)
    assert first.json["calendar"] is None
    chosen = {"resource_id": str(business.staff_id)}
    check_problem(owner.call("PUT", path, chosen, version=seen), 412, "stale")
    again = owner.call("PUT", path, chosen, version=first.json["version"])
    assert again.json["calendar"]["id"] == chosen["resource_id"]
    assert again.json["version"] == version_of(row, staff.id)


def test_who_signs_in_as_a_row_is_not_changed_by_editing_the_row(
    app: App, business: Business
) -> None:
    owner = signed_in(app, business)
    resource = owner.get(f"/resources/{business.staff_id}").json
    refused = owner.patch(
        f"/resources/{business.staff_id}",
        {"user_id": str(business.owner.id)},
        version=resource["version"],
    )
    assert "user_id" in check_problem(refused, 422)["errors"]["json"]


def test_people_of_another_business_are_not_here(
    app: App, business: Business, rival: Business
) -> None:
    owner = signed_in(app, business)
    for target in rival.people.values():
        check_problem(give_role(owner, target.id, MANAGER), 404)
        check_problem(owner.post(f"/users/{target.id}/deactivate", version=1), 404)


def test_the_list_tells_the_team_from_customers_and_finds_by_name(
    app: App, business: Business
) -> None:
    owner = signed_in(app, business)

    def roles(query: str) -> set[str]:
        return {item["role"] for item in owner.get(f"/users{query}").json["items"]}

    assert roles("?kind=team") == {OWNER, MANAGER, STAFF}
    assert roles("?kind=customers") == {Role.CUSTOMER}
    assert roles("?q=STAFF") == {STAFF}
    assert roles("?q=%25") == set()
    check_problem(owner.get("/users?kind=everybody"), 422)


def test_reaching_too_high_stands_in_the_security_log(app: App, business: Business) -> None:
    log = Path(app.extensions["runtime"].settings.log_folder) / "security.log"
    manager = signed_in(app, business, business.people[MANAGER])
    act(manager, business, OWNER, "deactivate")
    told = json.loads(log.read_text().splitlines()[-1])
    assert told["action"] == "ESCALATION_REFUSED"
    assert told["email"] == business.people[MANAGER].email
    assert told["tenant_id"] == str(business.id)


def test_a_customer_is_taken_into_the_team_and_given_a_calendar(
    app: App, business: Business, admin: psycopg.Connection, row: Row
) -> None:
    owner, hired = signed_in(app, business), business.people[Role.CUSTOMER]
    inside = signed_in(app, business, hired)
    check_problem(inside.get("/customers"), 403, "not-allowed")
    assert give_role(owner, hired.id, STAFF, version_of(row, hired.id)).status_code == 200
    assert inside.get("/customers").status_code == 200
    check_problem(inside.get("/my/appointments"), 403, "not-allowed")
    admin.execute("UPDATE resources SET user_id = NULL WHERE id = %s", [business.staff_id])
    chosen = {"resource_id": str(business.staff_id)}
    path, version = f"/users/{hired.id}/calendar", version_of(row, hired.id)
    assert owner.call("PUT", path, chosen, version=version).status_code == 200
    assert inside.get("/me").json["user"]["resource_id"] == str(business.staff_id)
