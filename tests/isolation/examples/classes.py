"""Examples: sessions of classes, and who comes to them."""

from __future__ import annotations

from tests.factories import soon, wire
from tests.isolation.scene import Call, Scene


def schedule_session(scene: Scene) -> Call:
    body = {"service_id": str(scene.a_class()), "starts_at": wire(soon(5))}
    return Call(json=body)


def list_participants(scene: Scene) -> Call:
    session = scene.session()
    scene.participant(session)
    return Call(path={"appointment_id": session})


def add_participant(scene: Scene) -> Call:
    body = {"customer_id": str(scene.business.customer_id), "party_size": 2}
    return Call(path={"appointment_id": scene.session()}, json=body)
