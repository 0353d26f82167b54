"""Examples: everything that a business has, as one archive."""

from __future__ import annotations

from tests.factories import PASSWORD
from tests.isolation.scene import Call, Scene


def _made(scene: Scene) -> str:
    """The id of an export of ours that is done."""
    asked = scene.owner().post("/business-exports", {"password": PASSWORD})
    assert asked.status_code == 202, asked.get_data(as_text=True)
    scene.mailbox.deliver()
    return str(asked.json["id"])


def list_business_exports(scene: Scene) -> Call:
    _made(scene)
    return Call()


def export_business(scene: Scene) -> Call:
    scene.mailbox.deliver()  # one is made at a time
    return Call(json={"password": PASSWORD}, is_single_use=True)


def link_business_export(scene: Scene) -> Call:
    return Call(path={"export_id": _made(scene)})
