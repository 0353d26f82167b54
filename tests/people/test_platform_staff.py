"""The platform's own accounts: who rules over whom, and the last superuser."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from click.testing import Result

from smoothschedule.core.api import App
from smoothschedule.people.rules import rules_over
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import PLATFORM_ROLES, TENANT_ROLES, Role
from tests.factories import Business, Person, make_platform_person
from tests.mailbox import Mailbox, link_token
from tests.web import Browser, check_problem, signed_in

HOST = "platform.smoothschedule.localhost"
STAFF = "/platform/staff"
ROOT, MANAGER, SALES = Role.SUPERUSER, Role.PLATFORM_MANAGER, Role.PLATFORM_SALES
NEW = {"email": "new@platform.example", "name": "New Colleague", "role": SALES}


@pytest.fixture
def enter(app: App, runtime: Runtime) -> Callable[[Role], tuple[Browser, Person]]:
    def enter(role: Role) -> tuple[Browser, Person]:
        person = make_platform_person(runtime, role)
        return Browser(app, HOST).enter(person), person

    return enter


def change(browser: Browser, person: Person, verb: str, version: int = 1, **body: Any) -> Any:
    if verb == "role":
        return browser.patch(f"{STAFF}/{person.id}", body, version=version)
    return browser.post(f"{STAFF}/{person.id}/{verb}", version=version)


def test_a_new_colleague_chooses_a_password_by_mail(
    app: App, enter: Callable[..., Any], mailbox: Mailbox
) -> None:
    root, _ = enter(ROOT)
    made = root.post(STAFF, NEW)
    assert made.status_code == 201
    token = link_token(mailbox.deliver()[-1])
    browser = Browser(app, HOST)
    body = {"token": token, "password": "a better staple battery"}
    assert browser.post("/auth/password-reset/confirm", body).status_code == 204
    credentials = {"email": NEW["email"], "password": body["password"]}
    assert browser.post("/auth/sign-in", credentials).json["user"]["role"] == SALES
    check_problem(root.post(STAFF, NEW | {"role": MANAGER}), 409, "address-taken")


@pytest.mark.parametrize("role", sorted(PLATFORM_ROLES))
def test_a_manager_rules_over_all_but_superusers(
    enter: Callable[..., Any], runtime: Runtime, role: Role
) -> None:
    manager, _ = enter(MANAGER)
    target = make_platform_person(runtime, role)
    made = manager.post(STAFF, NEW | {"role": role})
    ended = change(manager, target, "deactivate")
    assert (made.status_code, ended.status_code) == ((403, 403) if role == ROOT else (201, 200))


def test_a_manager_makes_nobody_a_superuser(enter: Callable[..., Any], runtime: Runtime) -> None:
    manager, self = enter(MANAGER)
    for target in (self, make_platform_person(runtime, SALES)):
        check_problem(change(manager, target, "role", role=ROOT), 403, "not-allowed")


@pytest.mark.parametrize("role", [SALES, Role.PLATFORM_SUPPORT])
def test_sales_and_support_see_no_staff_and_change_none(
    enter: Callable[..., Any], runtime: Runtime, role: Role
) -> None:
    browser, self = enter(role)
    check_problem(browser.get(STAFF), 403, "not-allowed")
    check_problem(browser.post(STAFF, NEW), 403, "not-allowed")
    check_problem(change(browser, self, "role", role=ROOT), 403, "not-allowed")


@pytest.mark.parametrize("role", sorted(TENANT_ROLES))
def test_the_platform_takes_no_roles_of_businesses(enter: Callable[..., Any], role: Role) -> None:
    root, self = enter(ROOT)
    check_problem(root.post(STAFF, NEW | {"role": role}), 422)
    check_problem(change(root, self, "role", role=role), 422)


def test_a_deactivated_colleague_is_out_at_once(
    enter: Callable[..., Any],
) -> None:
    root, _ = enter(ROOT)
    inside, person = enter(SALES)
    ended = change(root, person, "deactivate")
    assert ended.json["is_active"] is False
    check_problem(inside.get("/me"), 401, "not-signed-in")
    check_problem(change(root, person, "deactivate", ended.json["version"]), 409, "wrong-state")
    assert change(root, person, "reactivate", ended.json["version"]).json["is_active"] is True


def test_the_last_superuser_stays(enter: Callable[..., Any], runtime: Runtime) -> None:
    root, self = enter(ROOT)
    for verb, body in (("deactivate", {}), ("role", {"role": MANAGER})):
        check_problem(change(root, self, verb, **body), 409, "last-superuser")
    other = make_platform_person(runtime, ROOT)
    assert change(root, other, "deactivate").status_code == 200
    check_problem(change(root, self, "deactivate"), 409, "last-superuser")


def test_two_superusers_who_go_at_once_leave_one(
    enter: Callable[..., Any], admin: psycopg.Connection
) -> None:
    (first, a), (second, b) = enter(ROOT), enter(ROOT)
    pairs = [(first, b), (second, a)]
    with ThreadPoolExecutor(2) as pool:
        seen = list(pool.map(lambda pair: change(*pair, "deactivate").status_code, pairs))
    assert 200 in seen
    assert set(seen) <= {200, 401, 409}
    left = admin.execute("SELECT count(*) FROM platform_users WHERE is_active").fetchone()
    assert left == (1,)


def test_people_of_businesses_find_no_platform_staff(app: App, business: Business) -> None:
    check_problem(signed_in(app, business).get(STAFF), 404)


@pytest.mark.parametrize("role", sorted(Role))
@pytest.mark.parametrize("other", sorted(Role))
def test_who_rules_over_whom(role: Role, other: Role) -> None:
    expected = other in PLATFORM_ROLES and (role == ROOT or (role == MANAGER and other != ROOT))
    assert rules_over(role, other) is expected


def flask(app: App, *words: str, typed: str = "") -> Result:
    return app.test_cli_runner().invoke(args=["users", *words], input=typed)


def test_operators_look_after_platform_accounts_by_command(
    app: App, admin: psycopg.Connection
) -> None:
    typed = "correct horse battery\ncorrect horse battery\n"
    made = flask(app, "create-superuser", "Root@Platform.example", "--name", "Root", typed=typed)
    assert made.exit_code == 0, made.output
    again = ("create-platform-user", "s@platform.example", "--name", "S", "--role", SALES)
    assert flask(app, *again, typed=typed).exit_code == 0
    listed = flask(app, "list-platform").output
    assert "SUPERUSER          active       root@platform.example" in listed
    assert flask(app, "set-platform-role", "s@platform.example", MANAGER).exit_code == 0
    assert flask(app, "deactivate-platform-user", "s@platform.example").exit_code == 0
    assert flask(app, "reactivate-platform-user", "s@platform.example").exit_code == 0
    refused = flask(app, "deactivate-platform-user", "root@platform.example")
    assert refused.exit_code == 1
    assert "last active superuser" in refused.output
    unknown = flask(app, "deactivate-platform-user", "nobody@platform.example")
    assert "There is no platform account" in unknown.output
    found = admin.execute("SELECT role, is_active FROM platform_users ORDER BY email").fetchall()
    assert found == [("SUPERUSER", True), (MANAGER, True)]
