"""Examples: customers, the calendar, appointments and a customer's own bookings."""

from __future__ import annotations

from uuid import UUID

from smoothschedule.users.rules import Role
from tests.factories import soon, wire
from tests.isolation.scene import Call, Scene


def list_customers(scene: Scene) -> Call:
    return Call(query={"q": scene.business.mark})


def create_customer(scene: Scene) -> Call:
    return Call(json={"name": "Somebody New", "email": "new@example.com"})


def get_customer(scene: Scene) -> Call:
    return Call(path={"customer_id": scene.business.customer_id})


def export_customers(scene: Scene) -> Call:
    return Call(query={"q": scene.business.mark})


def list_customer_tags(scene: Scene) -> Call:
    id, admin = scene.business.customer_id, scene.admin
    admin.execute("UPDATE customers SET tags = '{regular}' WHERE id = %s", [id])
    return Call()


def get_customer_figures(scene: Scene) -> Call:
    return Call(path={"customer_id": scene.business.customer_id})


def merge_customers(scene: Scene) -> Call:
    id, other = scene.business.customer_id, scene.owner().post("/customers", {"name": "Twice"})
    body = {"other_id": other.json["id"], "other_version": 1}
    return Call(
        path={"customer_id": id},
        json=body,
        version_of=("customers", id),
        is_single_use=True,
    )


def _merged(scene: Scene) -> str:
    """The customer has had another one merged into them; the id of that merge."""
    id, owner = scene.business.customer_id, scene.owner()
    other = owner.post("/customers", {"name": "Twice"}).json["id"]
    version = owner.get(f"/customers/{id}").json["version"]
    body = {"other_id": other, "other_version": 1}
    assert owner.post(f"/customers/{id}/merge", body, version=version).status_code == 200
    merge_id: str = owner.get(f"/customers/{id}/merges").json["items"][0]["id"]
    return merge_id


def list_customer_merges(scene: Scene) -> Call:
    _merged(scene)
    return Call(path={"customer_id": scene.business.customer_id})


def undo_customer_merge(scene: Scene) -> Call:
    id = scene.business.customer_id
    return Call(
        path={"customer_id": id, "merge_id": _merged(scene)},
        version_of=("customers", id),
        is_single_use=True,
    )


def update_customer(scene: Scene) -> Call:
    id = scene.business.customer_id
    return Call(path={"customer_id": id}, json={"notes": "tall"}, version_of=("customers", id))


def get_calendar(scene: Scene) -> Call:
    scene.appointment(days=2)
    query = {"from": wire(soon(1)), "to": wire(soon(4)), "resource_id": scene.business.staff_id}
    return Call(query=query)


def list_appointments(scene: Scene) -> Call:
    scene.appointment()
    return Call(query={"customer_id": scene.business.customer_id})


def book_appointment(scene: Scene) -> Call:
    body = {
        "service_id": str(scene.business.service_id),
        "starts_at": wire(soon(5)),
        "customer_id": str(scene.business.customer_id),
        "resource_ids": [str(scene.business.staff_id)],
    }
    return Call(json=body)


def get_appointment(scene: Scene) -> Call:
    return Call(path={"appointment_id": scene.appointment()})


def update_appointment(scene: Scene) -> Call:
    id = scene.appointment()
    return Call(
        path={"appointment_id": id}, json={"notes": "late"}, version_of=("appointments", id)
    )


def move_appointment(scene: Scene) -> Call:
    id = scene.appointment()
    body = {"starts_at": wire(soon(6)), "resource_ids": [str(scene.business.staff_id)]}
    return Call(path={"appointment_id": id}, json=body, version_of=("appointments", id))


def swap_appointments(scene: Scene) -> Call:
    pair = [scene.appointment(days=days) for days in (3, 4)]
    return Call(json={"appointments": [{"id": str(id), "version": 1} for id in pair]})


def _step(id: UUID) -> Call:
    return Call(path={"appointment_id": id}, version_of=("appointments", id))


def check_in_appointment(scene: Scene) -> Call:
    return _step(scene.visit())


def start_appointment(scene: Scene) -> Call:
    return _step(scene.visit())


def complete_appointment(scene: Scene) -> Call:
    return _step(scene.visit("start"))


def mark_no_show(scene: Scene) -> Call:
    id = scene.visit()
    scene.admin.execute("UPDATE appointments SET starts_at = now() WHERE id = %s", [id])
    return _step(id)


def reopen_appointment(scene: Scene) -> Call:
    return _step(scene.visit("complete"))


def restore_appointment(scene: Scene) -> Call:
    return _step(scene.visit("cancel"))


def undo_appointment_change(scene: Scene) -> Call:
    return _step(scene.visit("check-in"))


def cancel_appointment(scene: Scene) -> Call:
    id = scene.appointment()
    return Call(
        path={"appointment_id": id}, json={"reason": "ill"}, version_of=("appointments", id)
    )


def approve_appointment(scene: Scene) -> Call:
    id = scene.request()
    return Call(path={"appointment_id": id}, version_of=("appointments", id))


def reject_appointment(scene: Scene) -> Call:
    id = scene.request()
    return Call(
        path={"appointment_id": id}, json={"reason": "full"}, version_of=("appointments", id)
    )


def list_my_appointments(scene: Scene) -> Call:
    scene.appointment()
    return Call(role=Role.CUSTOMER)


def cancel_my_appointment(scene: Scene) -> Call:
    id = scene.appointment()
    return Call(
        path={"appointment_id": id},
        json={"reason": "ill"},
        version_of=("appointments", id),
        role=Role.CUSTOMER,
    )


def _wish(scene: Scene) -> dict[str, object]:
    return {
        "service_id": str(scene.business.service_id),
        "starts_at": wire(soon(5)),
        "rule": "FREQ=WEEKLY;COUNT=3",
        "resource_ids": [str(scene.business.staff_id)],
    }


def preview_series(scene: Scene) -> Call:
    return Call(json=_wish(scene))


def book_series(scene: Scene) -> Call:
    return Call(json={**_wish(scene), "customer_id": str(scene.business.customer_id)})


def get_series_of_appointment(scene: Scene) -> Call:
    return Call(path={"appointment_id": scene.series()})


def _of_series(scene: Scene, **body: object) -> Call:
    id = scene.series()
    return Call(
        path={"appointment_id": id},
        json={"scope": "all", **body},
        version_of=("appointments", id),
    )


def preview_series_move(scene: Scene) -> Call:
    return _of_series(scene, starts_at=wire(soon(4)))


def move_series(scene: Scene) -> Call:
    staff = str(scene.business.staff_id)
    return _of_series(scene, starts_at=wire(soon(4)), resource_ids=[staff])


def cancel_series(scene: Scene) -> Call:
    return _of_series(scene, reason="moved away")


def undo_series_change(scene: Scene) -> Call:
    id = scene.series()
    path = f"/appointments/{id}/series/cancel"
    assert scene.owner().post(path, {"scope": "all"}, version=1).status_code == 200
    return _step(id)


def list_slots_to_move_my_appointment(scene: Scene) -> Call:
    return Call(
        path={"appointment_id": scene.appointment(days=5)},
        query={"from": wire(soon(6)), "to": wire(soon(7))},
        role=Role.CUSTOMER,
    )


def move_my_appointment(scene: Scene) -> Call:
    id = scene.appointment(days=5)
    return Call(
        path={"appointment_id": id},
        json={"starts_at": wire(soon(6)), "reason": "a meeting"},
        version_of=("appointments", id),
        role=Role.CUSTOMER,
    )


def list_appointment_mails(scene: Scene) -> Call:
    return Call(path={"appointment_id": scene.appointment()})
