"""Examples: customers taken over from files."""

from __future__ import annotations

from uuid import UUID

from tests.isolation.scene import Call, Scene
from tests.uploading import send

FILE = b"Name,E-mail\nIvy Import,ivy@people.example\nNobody,not-an-address\n"
READING = {"columns": ["name", "email"], "existing": "skip", "date_order": "dmy"}


def _import(scene: Scene, *acts: str) -> UUID:
    """An import of ours after these acts, with what followed from them."""
    owner = scene.owner()
    upload_id = send(owner, "/customer-imports", FILE, name="people.csv")
    answer = owner.post("/customer-imports", {"upload_id": upload_id})
    assert answer.status_code == 201, answer.get_data(as_text=True)
    id = UUID(answer.json["id"])
    for act in acts:
        done = owner.post(f"/customer-imports/{id}/{act}", READING if act == "check" else None)
        assert done.status_code == 202, done.get_data(as_text=True)
        scene.mailbox.deliver()
    return id


def list_customer_imports(scene: Scene) -> Call:
    _import(scene)
    return Call()


def create_customer_import_upload_link(scene: Scene) -> Call:
    return Call(json={"file_name": "people.csv", "size_bytes": len(FILE)})


def create_customer_import(scene: Scene) -> Call:
    return Call(json={"upload_id": send(scene.owner(), "/customer-imports", FILE)})


def get_customer_import(scene: Scene) -> Call:
    return Call(path={"import_id": _import(scene, "check")})


def check_customer_import(scene: Scene) -> Call:
    return Call(path={"import_id": _import(scene)}, json=READING)


def start_customer_import(scene: Scene) -> Call:
    return Call(path={"import_id": _import(scene, "check")})


def cancel_customer_import(scene: Scene) -> Call:
    return Call(path={"import_id": _import(scene, "check")})


def undo_customer_import(scene: Scene) -> Call:
    return Call(path={"import_id": _import(scene, "check", "start")})


def export_refused_rows(scene: Scene) -> Call:
    return Call(path={"import_id": _import(scene, "check")})
