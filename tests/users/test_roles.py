"""The eight roles: where each may exist, and what each may not do over HTTP."""

from __future__ import annotations

import psycopg
import pytest

from smoothschedule.access import MATRIX
from smoothschedule.core.api import PLATFORM, TENANT, App
from smoothschedule.core.db import new_id
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import PLATFORM_ROLES, TENANT_ROLES, Role, check_role_matches_tenant
from tests.factories import Business, make_platform_person
from tests.operations import Operation, operations_of
from tests.web import Browser, signed_in, visitor

PLATFORM_HOST = "platform.smoothschedule.localhost"


@pytest.mark.parametrize("role", sorted(PLATFORM_ROLES))
def test_a_business_has_no_platform_staff(
    business: Business, admin: psycopg.Connection, role: Role
) -> None:
    with pytest.raises(psycopg.errors.CheckViolation, match="ck_users_role_of_tenant"):
        admin.execute(
            "INSERT INTO users (tenant_id, id, email, name, role)"
            " VALUES (%s, %s, 'x@example.com', 'X', %s)",
            [business.id, new_id(), role],
        )


@pytest.mark.parametrize("role", sorted(TENANT_ROLES))
def test_the_platform_has_no_people_of_a_business(admin: psycopg.Connection, role: Role) -> None:
    with pytest.raises(psycopg.errors.CheckViolation, match="ck_platform_users_role_of_platform"):
        admin.execute(
            "INSERT INTO platform_users (id, email, name, role)"
            " VALUES (%s, 'x@example.com', 'X', %s)",
            [new_id(), role],
        )


@pytest.mark.parametrize("role", ["owner", "TENANT_STAFF ", "", "ADMIN"])
def test_there_are_no_other_roles(business: Business, admin: psycopg.Connection, role: str) -> None:
    with pytest.raises(psycopg.errors.CheckViolation):
        admin.execute("UPDATE users SET role = %s WHERE id = %s", [role, business.owner.id])


def test_a_person_of_a_business_cannot_be_without_one(admin: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.NotNullViolation):
        admin.execute(
            "INSERT INTO users (id, email, name, role) VALUES (%s, 'x@example.com', 'X', %s)",
            [new_id(), Role.TENANT_STAFF],
        )


def test_the_rule_is_said_in_plain_words() -> None:
    sentence = "^Users with role TENANT_STAFF must be assigned to a tenant$"
    with pytest.raises(ValueError, match=sentence):
        check_role_matches_tenant(Role.TENANT_STAFF, None)


def ask(browser: Browser, operation: Operation) -> int:
    return browser.call(operation.method, operation.path()).status_code


def guarded(app: App, host: str) -> list[Operation]:
    found = [
        operation
        for operation in operations_of(app)
        if operation.access.permission
        and host in operation.access.hosts
        # The console's pages and acts are asked role by role in tests/admin/test_door.py.
        and operation.rule.rule.startswith("/api/")
        # Asked last, because afterwards nobody is signed in any more.
    ]
    return sorted(found, key=lambda operation: operation.name == "signOut")


@pytest.mark.parametrize("role", sorted(TENANT_ROLES))
def test_a_role_reaches_what_it_may_and_nothing_else(
    app: App, business: Business, role: Role
) -> None:
    browser = signed_in(app, business, business.people[role])
    check_reach(app, browser, role, TENANT)


@pytest.mark.parametrize("role", sorted(PLATFORM_ROLES))
def test_a_platform_role_reaches_what_it_may_and_nothing_else(
    app: App, runtime: Runtime, role: Role
) -> None:
    browser = Browser(app, PLATFORM_HOST).enter(make_platform_person(runtime, role))
    check_reach(app, browser, role, PLATFORM)


def check_reach(app: App, browser: Browser, role: Role, host: str) -> None:
    operations = guarded(app, host)
    answers = {operation.name: ask(browser, operation) for operation in operations}
    may = {o.name: o.access.permission in MATRIX[role] for o in operations}
    assert may
    assert {name: status for name, status in answers.items() if not may[name]} == dict.fromkeys(
        (name for name in may if not may[name]), 403
    )
    assert not {
        name: status for name, status in answers.items() if may[name] and status in (401, 403)
    }


def test_nobody_reaches_anything_that_asks_for_a_permission(app: App, business: Business) -> None:
    browsers = {TENANT: visitor(app, business), PLATFORM: Browser(app, PLATFORM_HOST)}
    for host, browser in browsers.items():
        operations = guarded(app, host)
        answers = {operation.name: ask(browser, operation) for operation in operations}
        assert answers
        assert answers == dict.fromkeys(answers, 401)


def test_a_demoted_person_loses_the_right_at_once(
    app: App, business: Business, admin: psycopg.Connection
) -> None:
    browser = signed_in(app, business)
    assert browser.patch("/tenant", {"name": "Mine"}, version=1).status_code == 200
    admin.execute("UPDATE users SET role = 'TENANT_STAFF' WHERE id = %s", [business.owner.id])
    assert browser.patch("/tenant", {"name": "Mine again"}, version=2).status_code == 403
