"""Staff of the platform, in somebody's place, give nobody rights that outlast their visit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest
from werkzeug.test import TestResponse

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import Business
from tests.visiting import enter, forget_logs, log_lines, masquerade, platform_browser
from tests.web import Browser, check_problem, signed_in

Row = Callable[..., Any]
NELL = {"email": "nell@people.example", "name": "Nell New"}
MANAGER, STAFF = Role.TENANT_MANAGER, Role.TENANT_STAFF


@pytest.fixture(params=[Role.PLATFORM_SUPPORT, Role.SUPERUSER])
def inside(
    request: pytest.FixtureRequest, app: App, runtime: Runtime, business: Business
) -> Browser:
    """Somebody of the platform in the owner's place, to act."""
    forget_logs(runtime)
    browser, _ = platform_browser(app, runtime, request.param)
    return masquerade(app, browser, business, business.owner)


def change_role(browser: Browser, business: Business, who: Role, role: Role) -> TestResponse:
    version = browser.get("/users").json["items"]
    id = str(business.people[who].id)
    (seen,) = [item["version"] for item in version if item["id"] == id]
    return browser.patch(f"/users/{id}", {"role": role}, version=seen)


def check_refused(
    answer: TestResponse, business: Business, runtime: Runtime, admin: psycopg.Connection
) -> None:
    problem = check_problem(answer, 403, "lasting-access")
    assert "The owner does this themselves" in problem["title"]
    told = admin.execute(
        "SELECT tenant_id, actor_id, impersonator_realm, details->>'role', visit_id IS NOT NULL"
        " FROM audit_events WHERE tag = 'user.lasting_access_refused'"
    ).fetchall()
    assert told == [(business.id, business.owner.id, "platform", MANAGER, True)]
    assert [line["action"] for line in log_lines(runtime, "security")] == ["ESCALATION_REFUSED"]


def test_no_manager_is_invited_in_the_owners_place(
    inside: Browser, business: Business, runtime: Runtime, admin: psycopg.Connection, row: Row
) -> None:
    answer = inside.post("/invitations", NELL | {"role": MANAGER})
    check_refused(answer, business, runtime, admin)
    assert row("SELECT count(*) FROM invitations") == 0


def test_no_invitation_of_a_manager_is_sent_again_in_the_owners_place(
    inside: Browser,
    business: Business,
    runtime: Runtime,
    admin: psycopg.Connection,
    invited: Callable[..., tuple[UUID, str]],
    row: Row,
) -> None:
    id, _ = invited(role=MANAGER)
    before = row("SELECT token_hash FROM invitations")
    check_refused(inside.post(f"/invitations/{id}/resend"), business, runtime, admin)
    assert row("SELECT token_hash FROM invitations") == before
    assert inside.call("DELETE", f"/invitations/{id}").status_code == 204


def test_nobody_is_made_a_manager_in_the_owners_place(
    inside: Browser, business: Business, runtime: Runtime, admin: psycopg.Connection, row: Row
) -> None:
    answer = change_role(inside, business, STAFF, MANAGER)
    check_refused(answer, business, runtime, admin)
    assert row("SELECT role FROM users WHERE id = %s", business.people[STAFF].id) == STAFF


def test_no_manager_is_let_in_again_in_the_owners_place(
    inside: Browser, business: Business, runtime: Runtime, admin: psycopg.Connection, row: Row
) -> None:
    id = business.people[MANAGER].id
    admin.execute("UPDATE users SET is_active = false WHERE id = %s", [id])
    version = row("SELECT version FROM users WHERE id = %s", id)
    answer = inside.post(f"/users/{id}/reactivate", version=version)
    check_refused(answer, business, runtime, admin)
    assert row("SELECT is_active FROM users WHERE id = %s", id) is False


def test_what_gives_less_is_done_in_the_owners_place(
    inside: Browser, business: Business, admin: psycopg.Connection
) -> None:
    assert inside.post("/invitations", NELL | {"role": STAFF}).status_code == 201
    assert change_role(inside, business, MANAGER, STAFF).status_code == 200
    # Refusals of another kind leave no such trace.
    check_problem(inside.post("/invitations", NELL | {"role": STAFF}), 409, "already-invited")
    told = "SELECT count(*) FROM audit_events WHERE tag = 'user.lasting_access_refused'"
    assert admin.execute(told).fetchone() == (0,)


def test_the_owner_and_whoever_entered_as_themselves_make_managers(
    app: App, runtime: Runtime, business: Business
) -> None:
    browser, _ = platform_browser(app, runtime, Role.PLATFORM_MANAGER)
    keeper = enter(app, browser, business)
    assert keeper.post("/invitations", NELL | {"role": MANAGER}).status_code == 201
    assert change_role(signed_in(app, business), business, STAFF, MANAGER).status_code == 200


def test_the_owner_reads_of_it_in_activity(app: App, runtime: Runtime, business: Business) -> None:
    browser, person = platform_browser(app, runtime, Role.PLATFORM_SUPPORT)
    inside = masquerade(app, browser, business, business.owner)
    inside.post("/invitations", NELL | {"role": MANAGER})
    (told, *_) = signed_in(app, business).get("/activity?group=user").json["items"]
    assert told["sentence"] == (
        f"{person.name} (SmoothSchedule support) as {business.owner.name}"
        " was refused to let somebody work as manager"
    )
