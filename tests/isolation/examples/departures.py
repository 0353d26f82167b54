"""Examples: resources that are switched off."""

from __future__ import annotations

from uuid import UUID

from tests.isolation.scene import Call, Scene


def preview_resource_deactivation(scene: Scene) -> Call:
    scene.appointment()
    return Call(path={"resource_id": scene.business.staff_id}, json={"do": "cancel"})


def deactivate_resource(scene: Scene) -> Call:
    scene.appointment()
    id = scene.business.staff_id
    return Call(path={"resource_id": id}, json={"do": "leave"}, version_of=("resources", id))


def _departure(scene: Scene, *acts: str, do: str = "cancel") -> UUID:
    """A departure of ours after these acts, with an appointment and what followed from them."""
    scene.appointment()
    owner, path = scene.owner(), f"/resources/{scene.business.staff_id}"
    version = owner.get(path).json["version"]
    begun = owner.post(f"{path}/deactivate", {"do": do}, version=version)
    assert begun.status_code == 202, begun.get_data(as_text=True)
    id = UUID(begun.json["departure"]["id"])
    for act in acts:
        if act == "deliver":
            scene.mailbox.deliver()
        else:
            assert owner.post(f"/departures/{id}/{act}").status_code in (200, 202)
    return id


def list_departures(scene: Scene) -> Call:
    _departure(scene)
    return Call(path={"resource_id": scene.business.staff_id})


def get_departure(scene: Scene) -> Call:
    return Call(path={"departure_id": _departure(scene)})


def list_left_behind(scene: Scene) -> Call:
    return Call(path={"departure_id": _departure(scene, "deliver")})


def stop_departure(scene: Scene) -> Call:
    return Call(path={"departure_id": _departure(scene)})


def undo_departure(scene: Scene) -> Call:
    return Call(path={"departure_id": _departure(scene, "deliver")})


def preview_resource_deletion(scene: Scene) -> Call:
    return Call(path={"resource_id": scene.business.staff_id})


def delete_resource(scene: Scene) -> Call:
    body = {"location_id": str(scene.business.location_id), "kind": "room", "name": "Spare"}
    id = UUID(scene.owner().post("/resources", body).json["id"])
    return Call(path={"resource_id": id}, version_of=("resources", id), is_single_use=True)


def restore_resource(scene: Scene) -> Call:
    appointment = scene.appointment()
    owner, id = scene.owner(), scene.business.staff_id
    version = owner.get(f"/appointments/{appointment}").json["version"]
    assert owner.post(f"/appointments/{appointment}/cancel", {}, version=version).status_code == 200
    path = f"/resources/{id}"
    gone = owner.call("DELETE", path, version=owner.get(path).json["version"])
    assert gone.status_code == 200, gone.get_data(as_text=True)
    return Call(path={"resource_id": id}, json={}, version_of=("resources", id))
