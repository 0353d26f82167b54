"""Examples: customers who are erased, or ask for it."""

from __future__ import annotations

from smoothschedule.users.rules import Role
from tests.isolation.scene import Call, Scene
from tests.web import signed_in


def _asked(scene: Scene) -> str:
    """The id of our customer's request."""
    customer = signed_in(scene.app, scene.business, scene.business.people[Role.CUSTOMER])
    assert customer.post("/my/erasure").status_code == 200
    return str(scene.owner().get("/erasure-requests").json["items"][0]["id"])


def preview_erasure(scene: Scene) -> Call:
    return Call(path={"customer_id": scene.business.customer_id})


def erase_customer(scene: Scene) -> Call:
    id = scene.business.customer_id
    name = scene.business.people[Role.CUSTOMER].name
    body = {"because": "asked", "confirmation": name}
    return Call(
        path={"customer_id": id},
        json=body,
        version_of=("customers", id),
        is_single_use=True,
    )


def list_erasure_requests(scene: Scene) -> Call:
    _asked(scene)
    return Call()


def decline_erasure(scene: Scene) -> Call:
    return Call(
        path={"request_id": _asked(scene)},
        json={"answer": "We need it still."},
        is_single_use=True,
    )


def get_my_erasure(scene: Scene) -> Call:
    _asked(scene)
    return Call(role=Role.CUSTOMER)


def ask_for_erasure(scene: Scene) -> Call:
    return Call(role=Role.CUSTOMER)


def withdraw_erasure(scene: Scene) -> Call:
    _asked(scene)
    return Call(role=Role.CUSTOMER, is_single_use=True)
