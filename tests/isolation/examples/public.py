"""Examples: what visitors of the booking page call."""

from __future__ import annotations

from tests.factories import soon, wire
from tests.isolation.scene import Call, Scene


def get_public_business(scene: Scene) -> Call:
    return Call(role=None)


def list_public_slots(scene: Scene) -> Call:
    return Call(
        path={"service_id": scene.business.service_id},
        query={
            "from": wire(soon(2)),
            "to": wire(soon(3)),
            "resource_id": scene.business.staff_id,
        },
        role=None,
    )


def hold_slot(scene: Scene) -> Call:
    body = {
        "service_id": str(scene.business.service_id),
        "starts_at": wire(soon(5)),
        "resource_id": str(scene.business.staff_id),
    }
    return Call(json=body, role=None)


def release_hold(scene: Scene) -> Call:
    return Call(json={"token": scene.hold()}, role=None)


def create_booking(scene: Scene) -> Call:
    body = {"hold_token": scene.hold(), "name": "Vera Visitor", "email": "vera@example.com"}
    return Call(json=body, role=None)


def get_booking(scene: Scene) -> Call:
    token, _ = scene.booking()
    return Call(path={"token": token}, role=None)


def cancel_booking(scene: Scene) -> Call:
    token, id = scene.booking()
    return Call(path={"token": token}, json={}, version_of=("appointments", id), role=None)


def list_slots_to_move_booking(scene: Scene) -> Call:
    token, _ = scene.booking()
    query: dict[str, object] = {"from": wire(soon(6)), "to": wire(soon(7))}
    return Call(path={"token": token}, query=query, role=None)


def move_booking(scene: Scene) -> Call:
    token, id = scene.booking()
    body = {"starts_at": wire(soon(6))}
    return Call(path={"token": token}, json=body, version_of=("appointments", id), role=None)


def get_socket_ticket(scene: Scene) -> Call:
    return Call(role=None)
