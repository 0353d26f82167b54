"""Examples: resources that are switched off."""

from __future__ import annotations

from tests.isolation.scene import Call, Scene


def preview_resource_deactivation(scene: Scene) -> Call:
    scene.appointment()
    return Call(path={"resource_id": scene.business.staff_id}, json={"do": "cancel"})


def deactivate_resource(scene: Scene) -> Call:
    scene.appointment()
    id = scene.business.staff_id
    return Call(path={"resource_id": id}, json={"do": "leave"}, version_of=("resources", id))


def reactivate_resource(scene: Scene) -> Call:
    id = scene.business.room_id
    return Call(path={"resource_id": id}, json={"done": []}, version_of=("resources", id))
