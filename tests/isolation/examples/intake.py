"""Examples: questions of a service, and what is answered."""

from __future__ import annotations

from uuid import UUID

from smoothschedule.users.rules import Role
from tests.factories import picture
from tests.isolation.scene import Call, Scene


def _about(scene: Scene, role: Role = Role.TENANT_OWNER) -> Call:
    scene.questions()
    return Call(path={"appointment_id": scene.appointment()}, role=role)


def _answering(scene: Scene, role: Role = Role.TENANT_OWNER) -> Call:
    text, _ = scene.questions()
    id = scene.appointment()
    return Call(
        path={"appointment_id": id},
        json={"answers": {text: "Nuts"}},
        version_of=("appointments", id),
        role=role,
    )


def get_answers(scene: Scene) -> Call:
    return _about(scene)


def set_answers(scene: Scene) -> Call:
    return _answering(scene)


def get_my_answers(scene: Scene) -> Call:
    return _about(scene, Role.CUSTOMER)


def set_my_answers(scene: Scene) -> Call:
    return _answering(scene, Role.CUSTOMER)


def get_booking_answers(scene: Scene) -> Call:
    token, _ = scene.booking()
    scene.questions()
    return Call(path={"token": token}, role=None)


def set_booking_answers(scene: Scene) -> Call:
    token, id = scene.booking()
    text, _ = scene.questions()
    body = {"answers": {text: "Nuts"}}
    return Call(path={"token": token}, json=body, version_of=("appointments", id), role=None)


def upload_intake_file(scene: Scene) -> Call:
    _, file = scene.questions()
    limit = "an-end-that-no-file-holds"
    head = (
        f"--{limit}\r\nContent-Disposition: form-data; name=file; filename=a.png\r\n"
        "Content-Type: image/png\r\n\r\n"
    )
    return Call(
        path={"question_id": UUID(file)},
        body=head.encode() + picture() + f"\r\n--{limit}--\r\n".encode(),
        content_type=f"multipart/form-data; boundary={limit}",
        role=None,
    )
