"""Examples: visits, entries and permission grants."""

from __future__ import annotations

from smoothschedule.core.api import PLATFORM
from smoothschedule.users.rules import Role
from tests.factories import make_platform_person
from tests.isolation.scene import Call, Scene
from tests.visiting import ask_entry, begin_here, enter, platform_browser, token_in


def _support(scene: Scene):  # type: ignore[no-untyped-def]
    return platform_browser(scene.app, scene.runtime, Role.PLATFORM_SUPPORT)


def _grant(scene: Scene) -> str:
    staff = scene.business.people[Role.TENANT_STAFF]
    body = {"grantee_id": str(staff.id), "action": "edit_services", "reason": "busy"}
    answer = scene.owner().post("/grants", body)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return str(answer.json["id"])


def start_masquerade(scene: Scene) -> Call:
    staff = scene.business.people[Role.TENANT_STAFF]
    return Call(json={"user_id": str(staff.id), "mode": "view", "reason": "to see"})


def redeem_visit(scene: Scene) -> Call:
    token = token_in(ask_entry(_support(scene)[0], scene.business.id))
    return Call(json={"token": token}, role=None, refusals=(410,), is_single_use=True)


def stop_visit(scene: Scene) -> Call:
    return Call(
        browser=begin_here(scene.owner(), scene.business.people[Role.TENANT_STAFF]), refusals=(409,)
    )


def return_from_visit(scene: Scene) -> Call:
    return Call()


def list_visits(scene: Scene) -> Call:
    enter(scene.app, _support(scene)[0], scene.business)
    return Call()


def end_visit(scene: Scene) -> Call:
    enter(scene.app, _support(scene)[0], scene.business)
    (visit,) = scene.owner().get("/visits?state=open").json["items"]
    return Call(path={"visit_id": visit["id"]})


def list_platform_users(scene: Scene) -> Call:
    return Call(query={"tenant_id": scene.business.id}, host=PLATFORM, role=Role.PLATFORM_SUPPORT)


def start_platform_masquerade(scene: Scene) -> Call:
    body = {
        "tenant_id": str(scene.business.id),
        "user_id": str(scene.business.owner.id),
        "mode": "view",
        "reason": "ticket 7",
    }
    return Call(json=body, host=PLATFORM, role=Role.PLATFORM_SUPPORT)


def enter_tenant(scene: Scene) -> Call:
    body = {"tenant_id": str(scene.business.id), "reason": "ticket 7"}
    return Call(json=body, host=PLATFORM, role=Role.PLATFORM_SUPPORT)


def list_platform_visits(scene: Scene) -> Call:
    return Call(host=PLATFORM, role=Role.PLATFORM_SUPPORT)


def end_platform_visit(scene: Scene) -> Call:
    browser, _ = _support(scene)
    enter(scene.app, browser, scene.business)
    (visit,) = browser.get("/platform/visits").json["items"]
    return Call(path={"visit_id": visit["id"]}, host=PLATFORM, browser=browser)


def list_grants(scene: Scene) -> Call:
    _grant(scene)
    return Call()


def create_grant(scene: Scene) -> Call:
    staff = scene.business.people[Role.TENANT_STAFF]
    body = {"grantee_id": str(staff.id), "action": "edit_services", "reason": "busy"}
    return Call(json=body)


def revoke_grant(scene: Scene) -> Call:
    return Call(path={"grant_id": _grant(scene)}, is_single_use=True)


def revoke_grants(scene: Scene) -> Call:
    return Call(json={"ids": [_grant(scene)]}, is_single_use=True)


def list_platform_grants(scene: Scene) -> Call:
    _grant(scene)
    return Call(host=PLATFORM, role=Role.SUPERUSER)


def create_platform_grant(scene: Scene) -> Call:
    person = make_platform_person(scene.runtime, Role.PLATFORM_SUPPORT)
    body = {
        "tenant_id": str(scene.business.id),
        "grantee_id": str(person.id),
        "action": "edit_services",
        "reason": "ticket 7",
    }
    return Call(json=body, host=PLATFORM, role=Role.SUPERUSER)


def revoke_platform_grant(scene: Scene) -> Call:
    return Call(path={"grant_id": _grant(scene)}, host=PLATFORM, role=Role.SUPERUSER)


def revoke_platform_grants(scene: Scene) -> Call:
    return Call(json={"ids": [_grant(scene)]}, host=PLATFORM, role=Role.SUPERUSER)
