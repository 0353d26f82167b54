"""Examples: locations, resources, services."""

from __future__ import annotations

from tests.factories import soon, wire
from tests.isolation.scene import Call, Scene


def list_locations(scene: Scene) -> Call:
    return Call()


def create_location(scene: Scene) -> Call:
    return Call(json={"name": "Second Place", "time_zone": "Europe/Paris"})


def get_location(scene: Scene) -> Call:
    return Call(path={"location_id": scene.business.location_id})


def update_location(scene: Scene) -> Call:
    id = scene.business.location_id
    return Call(path={"location_id": id}, json={"name": "Elsewhere"}, version_of=("locations", id))


def list_resources(scene: Scene) -> Call:
    return Call(query={"location_id": scene.business.location_id})


def create_resource(scene: Scene) -> Call:
    body = {
        "location_id": str(scene.business.location_id),
        "kind": "staff",
        "name": "Second Person",
    }
    return Call(json=body)


def get_resource(scene: Scene) -> Call:
    return Call(path={"resource_id": scene.business.staff_id})


def update_resource(scene: Scene) -> Call:
    id = scene.business.staff_id
    return Call(path={"resource_id": id}, json={"name": "Other Name"}, version_of=("resources", id))


def set_resource_hours(scene: Scene) -> Call:
    id = scene.business.staff_id
    hours = [{"weekday": 0, "opens": "09:00", "closes": "17:00"}]
    return Call(path={"resource_id": id}, json={"hours": hours}, version_of=("resources", id))


def list_services(scene: Scene) -> Call:
    return Call()


def create_service(scene: Scene) -> Call:
    needs = [{"kind": "room", "resource_ids": [str(scene.business.room_id)]}]
    return Call(json={"name": "New Service", "duration_minutes": 45, "requirements": needs})


def get_service(scene: Scene) -> Call:
    return Call(path={"service_id": scene.business.service_id})


def update_service(scene: Scene) -> Call:
    id = scene.business.service_id
    return Call(path={"service_id": id}, json={"name": "Better"}, version_of=("services", id))


def preview_slots(scene: Scene) -> Call:
    needs = [{"kind": "staff", "resource_ids": [str(scene.business.staff_id)]}]
    service = {"name": "New Service", "duration_minutes": 45, "requirements": needs}
    return Call(json={"service": service, "from": wire(soon(2)), "to": wire(soon(3))})


def list_slots(scene: Scene) -> Call:
    return Call(
        path={"service_id": scene.business.service_id},
        query={
            "from": wire(soon(2)),
            "to": wire(soon(3)),
            "resource_id": scene.business.staff_id,
            "appointment_id": scene.appointment(days=2),
        },
    )
