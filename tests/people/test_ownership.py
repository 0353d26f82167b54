"""A business is handed over, and has one active owner whatever happens at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import Business, Person, add_person
from tests.mailbox import Mailbox
from tests.web import Browser, check_problem, signed_in

Row = Callable[..., Any]
MANAGER, STAFF = Role.TENANT_MANAGER, Role.TENANT_STAFF


def hand_over(browser: Browser, business: Business, heir: Person, **changes: Any) -> Any:
    body = {"user_id": str(heir.id), "business_name": f"{business.mark} House", **changes}
    return browser.post("/ownership", body)


def owners(admin: psycopg.Connection, business: Business) -> list[Any]:
    query = "SELECT id FROM users WHERE role = 'TENANT_OWNER' AND is_active AND tenant_id = %s"
    return [id for (id,) in admin.execute(query, [business.id])]


@pytest.mark.parametrize("role", [MANAGER, STAFF])
def test_the_heir_owns_the_business_and_the_owner_manages_it(
    app: App, business: Business, admin: psycopg.Connection, role: Role
) -> None:
    owner, heir = signed_in(app, business), business.people[role]
    inside = signed_in(app, business, heir)
    name = f" {business.mark.upper()} house "
    assert hand_over(owner, business, heir, business_name=name).json["role"] == "TENANT_OWNER"
    assert owners(admin, business) == [heir.id]
    assert owner.get("/me").json["user"]["role"] == MANAGER
    assert inside.get("/rights").status_code == 200
    check_problem(hand_over(owner, business, heir), 403, "not-allowed")


def test_both_are_told_by_mail(app: App, business: Business, mailbox: Mailbox) -> None:
    heir = business.people[MANAGER]
    hand_over(signed_in(app, business), business, heir)
    told = {mail["To"]: mail["Subject"] for mail in mailbox.deliver()}
    assert "is yours now" in told[heir.email]
    assert "handed" in told[business.owner.email]


def test_the_business_must_be_named(app: App, business: Business) -> None:
    owner, heir = signed_in(app, business), business.people[MANAGER]
    refused = hand_over(owner, business, heir, business_name="aurora")
    assert "business_name" in check_problem(refused, 422)["errors"]["json"]


def test_only_active_people_of_the_team_inherit(
    app: App, business: Business, rival: Business, admin: psycopg.Connection
) -> None:
    owner, staff = signed_in(app, business), business.people[STAFF]
    admin.execute("UPDATE users SET is_active = false WHERE id = %s", [staff.id])
    for heir in (staff, business.people[Role.CUSTOMER], business.owner):
        check_problem(hand_over(owner, business, heir), 409, "cannot-inherit")
    check_problem(hand_over(owner, business, rival.people[MANAGER]), 404)
    assert owners(admin, business) == [business.owner.id]


@pytest.mark.parametrize("role", [MANAGER, STAFF, Role.CUSTOMER])
def test_nobody_takes_a_business(app: App, business: Business, role: Role) -> None:
    thief = business.people[role]
    check_problem(hand_over(signed_in(app, business, thief), business, thief), 403, "not-allowed")


def test_two_transfers_at_once_leave_one_owner(
    app: App, runtime: Runtime, business: Business, admin: psycopg.Connection
) -> None:
    heirs = [add_person(runtime, business, MANAGER, word=f"Heir{n}") for n in range(3)]
    browsers = [signed_in(app, business) for _ in heirs]
    with ThreadPoolExecutor(len(heirs)) as pool:
        answers = list(
            pool.map(
                lambda pair: hand_over(pair[0], business, pair[1]),
                zip(browsers, heirs, strict=True),
            )
        )
    assert sorted(answer.status_code for answer in answers) == [200, 403, 403]
    (owner,) = owners(admin, business)
    assert owner in {heir.id for heir in heirs}


def test_a_transfer_races_with_the_heirs_deactivation_and_demotion(
    app: App, business: Business, admin: psycopg.Connection, row: Row
) -> None:
    heir = business.people[MANAGER]
    first, second, third = (signed_in(app, business) for _ in range(3))
    version = row("SELECT version FROM users WHERE id = %s", heir.id)
    acts = [
        lambda: hand_over(first, business, heir),
        lambda: second.post(f"/users/{heir.id}/deactivate", version=version),
        lambda: third.patch(f"/users/{heir.id}", {"role": STAFF}, version=version),
    ]
    with ThreadPoolExecutor(len(acts)) as pool:
        seen = [answer.result().status_code for answer in [pool.submit(act) for act in acts]]
    assert 200 in seen
    assert set(seen) <= {200, 403, 409, 412}
    assert len(owners(admin, business)) == 1
