"""The form for grants offers exactly what may be lent, in words."""

from __future__ import annotations

from typing import Any

import pytest

from smoothschedule.access import PERMISSIONS
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import Business, make_platform_person
from tests.web import Browser, check_problem, signed_in, visitor

PATH = "/grants/lendable"


def test_what_is_offered_is_what_may_be_lent(app: Any, business: Business) -> None:
    owner = signed_in(app, business)
    offered = {item["action"]: item["meaning"] for item in owner.get(PATH).json["items"]}
    assert offered.items() <= PERMISSIONS.items()
    assert {"edit_services", "view_activity"} <= offered.keys()
    assert not {"use_account", "masquerade", "grant_permissions"} & offered.keys()
    staff = business.people[Role.TENANT_STAFF]
    for action in ("edit_services", "masquerade"):
        body = {"grantee_id": str(staff.id), "action": action, "reason": "a busy day"}
        status = 201 if action in offered else 403
        assert owner.post("/grants", body).status_code == status


@pytest.mark.parametrize("role", [Role.SUPERUSER, Role.PLATFORM_MANAGER])
def test_the_platforms_keepers_lend_what_an_owner_holds(
    app: Any, runtime: Runtime, role: Role
) -> None:
    person = make_platform_person(runtime, role)
    browser = Browser(app, "platform.smoothschedule.localhost").enter(person)
    offered = {item["action"] for item in browser.get(PATH).json["items"]}
    assert {"edit_services", "view_activity"} <= offered
    assert "edit_tenants" not in offered


def test_whoever_sees_no_grants_is_offered_nothing(app: Any, business: Business) -> None:
    staff = signed_in(app, business, business.people[Role.TENANT_STAFF])
    check_problem(staff.get(PATH), 403, "not-allowed")
    check_problem(visitor(app, business).get(PATH), 401, "not-signed-in")
