"""Examples: who waits for a time, and what they are offered."""

from __future__ import annotations

from smoothschedule.users.rules import Role
from tests.factories import soon, wire
from tests.isolation.scene import Call, Scene

DAY = f"{soon(5):%Y-%m-%d}"


def _on(scene: Scene) -> Call:
    id = scene.waiting()
    return Call(path={"entry_id": id}, version_of=("waitlist_entries", id))


def list_waitlist(scene: Scene) -> Call:
    scene.waiting()
    return Call(query={"service_id": scene.business.service_id})


def get_waitlist_summary(scene: Scene) -> Call:
    return Call()


def add_to_waitlist(scene: Scene) -> Call:
    wish = {"service_id": str(scene.business.service_id), "from_day": DAY, "until_day": DAY}
    return Call(json={**wish, "customer_id": str(scene.business.customer_id)})


def offer_by_hand(scene: Scene) -> Call:
    call = _on(scene)
    body = {"starts_at": wire(soon(5)), "resource_id": str(scene.business.staff_id)}
    return Call(path=call.path, version_of=call.version_of, json=body)


def remove_from_waitlist(scene: Scene) -> Call:
    return _on(scene)


def restore_to_waitlist(scene: Scene) -> Call:
    call = _on(scene)
    removed = scene.owner().post(f"/waitlist/{call.path['entry_id']}/remove", version=1)
    assert removed.status_code == 200
    return call


def list_my_waitlist(scene: Scene) -> Call:
    scene.waiting()
    return Call(role=Role.CUSTOMER)


def join_my_waitlist(scene: Scene) -> Call:
    wish = {"service_id": str(scene.business.service_id), "from_day": DAY, "until_day": DAY}
    return Call(json=wish, role=Role.CUSTOMER)


def leave_my_waitlist(scene: Scene) -> Call:
    return Call(path={"entry_id": scene.waiting()}, role=Role.CUSTOMER)


def join_waitlist(scene: Scene) -> Call:
    wish = {"service_id": str(scene.business.service_id), "from_day": DAY, "until_day": DAY}
    return Call(json={**wish, "name": "Vera Visitor", "email": "vera@example.com"}, role=None)


def get_waiting(scene: Scene) -> Call:
    return Call(path={"token": scene.offered()}, role=None)


def accept_offer(scene: Scene) -> Call:
    return Call(path={"token": scene.offered()}, json={}, role=None)


def decline_offer(scene: Scene) -> Call:
    return Call(path={"token": scene.offered()}, role=None)


def leave_waitlist(scene: Scene) -> Call:
    return Call(path={"token": scene.offered()}, role=None)
