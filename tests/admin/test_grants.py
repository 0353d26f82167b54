"""Permission grants in the console: whose, in which state, and taken back singly or together."""

from __future__ import annotations

from uuid import UUID

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.admin.console import HOST, Console, console_of
from tests.factories import Business, Person, make_platform_person

LIST = "/admin/grants/"


@pytest.fixture
def console(app: App, runtime: Runtime) -> Console:
    return console_of(app, runtime, Role.SUPERUSER)


def lend(console: Console, business: Business, person: Person, action: str) -> UUID:
    body = {
        "tenant_id": str(business.id),
        "grantee_id": str(person.id),
        "action": action,
        "reason": "ticket 7",
        "duration_minutes": 30,
    }
    answer = console.post("/platform/grants", body)
    assert answer.status_code == 201, answer.text
    return UUID(answer.json["id"])


def expire(admin: psycopg.Connection, id: UUID) -> None:
    admin.execute(
        "UPDATE permission_grants SET created_at = now() - interval '2 hours',"
        " expires_at = now() - interval '1 hour' WHERE id = %s",
        [id],
    )


def test_grants_are_shown_active_expired_and_revoked(
    console: Console, runtime: Runtime, admin: psycopg.Connection, business: Business
) -> None:
    support = make_platform_person(runtime, Role.PLATFORM_SUPPORT)
    actions = ("edit_services", "edit_resources", "edit_locations")
    active, expired, revoked = (lend(console, business, support, each) for each in actions)
    expire(admin, expired)
    assert console.send("/admin/grants/revoke", id=revoked).location.endswith("?done=revoked")
    words = {"active": "Edit services", "expired": "Edit resources", "revoked": "Edit locations"}
    for state, shown in words.items():
        text = console.page(f"{LIST}?flt0_state_is={state}").text
        assert [each for each in words.values() if each in text] == [shown]
        assert ("data-seconds=" in text) == (state == "active")
        assert (f'value="{active}"' in text) == (state == "active")


def test_many_are_taken_back_at_once_all_or_none(
    console: Console, runtime: Runtime, admin: psycopg.Connection, business: Business
) -> None:
    support = make_platform_person(runtime, Role.PLATFORM_SUPPORT)
    ids = [lend(console, business, support, each) for each in ("edit_services", "edit_resources")]
    nobodys = UUID("0199aaaa-0000-7000-8000-000000000000")
    count = "SELECT count(*) FROM permission_grants WHERE revoked_at IS NOT NULL"
    assert console.send("/admin/grants/revoke", id=[*ids, nobodys]).status_code == 404
    assert admin.execute(count).fetchone() == (0,)
    assert console.send("/admin/grants/revoke", id=ids).status_code == 303
    assert admin.execute(count).fetchone() == (2,)


def test_support_sees_what_is_lent_to_them_and_takes_nothing_back(
    app: App, console: Console, runtime: Runtime, business: Business
) -> None:
    ours, other = (make_platform_person(runtime, Role.PLATFORM_SUPPORT) for _ in range(2))
    lend(console, business, ours, "edit_services")
    id = lend(console, business, other, "edit_resources")
    support = Console(app, HOST).enter(ours)
    for path in (LIST, f"{LIST}export.csv"):
        text = support.page(path).text
        assert "services" in text
        assert "resources" not in text
    assert support.send("/admin/grants/revoke", id=id).status_code == 403  # type: ignore[attr-defined]
