"""Examples: days that differ, time off, closures and working times."""

from __future__ import annotations

from uuid import UUID

from tests.factories import soon, wire
from tests.isolation.scene import Call, Scene


def list_working_times(scene: Scene) -> Call:
    _time_off(scene)
    return Call(query={"from": wire(soon(1)), "to": wire(soon(4))})


def list_affected_appointments(scene: Scene) -> Call:
    scene.appointment(days=3)
    query = {"from": wire(soon(1)), "to": wire(soon(4)), "resource_id": scene.business.staff_id}
    return Call(query={**query, "location_id": scene.business.location_id})


def list_date_overrides(scene: Scene) -> Call:
    _override(scene)
    return Call(
        path={"resource_id": scene.business.staff_id},
        query={"from_day": f"{soon(1):%Y-%m-%d}"},
    )


def set_date_override(scene: Scene) -> Call:
    id = scene.business.staff_id
    windows = [{"opens": "09:00", "closes": "12:00"}]
    body = {"on_day": f"{soon(9):%Y-%m-%d}", "windows": windows}
    return Call(path={"resource_id": id}, json=body, version_of=("resources", id))


def remove_date_override(scene: Scene) -> Call:
    id = scene.business.staff_id
    return Call(
        path={"resource_id": id, "override_id": _override(scene)},
        version_of=("resources", id),
        is_single_use=True,
    )


def list_time_off(scene: Scene) -> Call:
    _time_off(scene)
    return Call(query={"from": wire(soon(1)), "resource_id": scene.business.staff_id})


def enter_time_off(scene: Scene) -> Call:
    return Call(json=_away(scene))


def remove_time_off(scene: Scene) -> Call:
    return Call(path={"time_off_id": _time_off(scene)}, is_single_use=True)


def list_closures(scene: Scene) -> Call:
    _closure(scene)
    return Call(query={"location_id": scene.business.location_id})


def add_closure(scene: Scene) -> Call:
    return Call(json=_closed(scene))


def remove_closure(scene: Scene) -> Call:
    return Call(path={"closure_id": _closure(scene)}, is_single_use=True)


def _away(scene: Scene) -> dict[str, str]:
    return {
        "resource_id": str(scene.business.staff_id),
        "starts_at": wire(soon(2)),
        "ends_at": wire(soon(3)),
        "reason": "dentist",
    }


def _closed(scene: Scene) -> dict[str, str]:
    day = f"{soon(20):%Y-%m-%d}"
    at = str(scene.business.location_id)
    return {"location_id": at, "name": "Holiday", "starts_on": day, "ends_on": day}


def _override(scene: Scene) -> UUID:
    call = set_date_override(scene)
    path = f"/resources/{scene.business.staff_id}/overrides"
    answer = scene.owner().call("PUT", path, call.json, version=scene.version(call))
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return UUID(answer.json["id"])


def _time_off(scene: Scene) -> UUID:
    answer = scene.owner().post("/time-off", _away(scene))
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return UUID(answer.json["id"])


def _closure(scene: Scene) -> UUID:
    answer = scene.owner().post("/closures", _closed(scene))
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return UUID(answer.json["id"])
