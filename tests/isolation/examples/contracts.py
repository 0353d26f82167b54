"""Examples: contract templates, contracts and who signs them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.users.rules import Role
from tests.contracts import world
from tests.contracts.desk import sent_file
from tests.factories import picture
from tests.isolation.scene import Call, Scene
from tests.uploading import send

#: A stranger is told that the person or template named in the body is not here.
UNKNOWN = (404, 422)


def _template(scene: Scene, **changes: Any) -> UUID:
    return UUID(world.template(scene.owner(), **changes)["id"])


def _of_template(scene: Scene, **options: Any) -> Call:
    return Call(path={"template_id": _template(scene)}, **options)


def _draft(scene: Scene) -> UUID:
    return UUID(world.draft(scene.owner(), scene.business)["id"])


def _sent(scene: Scene) -> dict[str, Any]:
    contract = world.sent(scene.owner(), scene.business)
    scene.mailbox.deliver()
    return contract


def _of_signer(scene: Scene, **options: Any) -> Call:
    contract = _sent(scene)
    id = contract["signers"][0]["id"]
    return Call(path={"contract_id": contract["id"], "signer_id": id}, **options)


def list_contract_templates(scene: Scene) -> Call:
    _template(scene)
    return Call()


def create_contract_template(scene: Scene) -> Call:
    return Call(json=world.WAIVER)


def get_contract_template(scene: Scene) -> Call:
    return _of_template(scene)


def update_contract_template(scene: Scene) -> Call:
    id = _template(scene)
    version_of = ("contract_templates", id)
    return Call(path={"template_id": id}, json={"name": "Other"}, version_of=version_of)


def archive_contract_template(scene: Scene) -> Call:
    return _of_template(scene)


def restore_contract_template(scene: Scene) -> Call:
    call = _of_template(scene)
    scene.owner().call("DELETE", f"/contract-templates/{call.path['template_id']}")
    return call


def duplicate_contract_template(scene: Scene) -> Call:
    return _of_template(scene)


def create_template_upload_link(scene: Scene) -> Call:
    id = _template(scene, **world.EMPTY_PDF)
    return Call(path={"template_id": id}, json={"file_name": "a.pdf", "size_bytes": 1000})


def check_template_upload(scene: Scene) -> Call:
    id = _template(scene, **world.EMPTY_PDF)
    upload_id = send(scene.owner(), f"/contract-templates/{id}", world.pdf())
    return Call(path={"template_id": id}, json={"upload_id": upload_id})


def get_template_document(scene: Scene) -> Call:
    found = world.uploaded(scene.owner(), scene.mailbox)
    return Call(path={"template_id": found["id"]})


def list_template_form_fields(scene: Scene) -> Call:
    return _of_template(scene)


def preview_template(scene: Scene) -> Call:
    return _of_template(scene)


def create_contract_asset(scene: Scene) -> Call:
    return Call(body=picture(), content_type="image/png")


def get_contract_asset(scene: Scene) -> Call:
    answer = scene.owner().call(
        "POST", "/contract-assets", data=picture(), content_type="image/png"
    )
    assert answer.status_code == 201
    return Call(path={"asset_id": answer.json["id"]})


def list_contracts(scene: Scene) -> Call:
    _draft(scene)
    return Call(query={"customer_id": scene.business.customer_id})


def create_contract(scene: Scene) -> Call:
    body = {"template_id": str(_template(scene)), "signers": [world.client(scene.business)]}
    return Call(json=body, refusals=UNKNOWN)


def get_contract(scene: Scene) -> Call:
    return Call(path={"contract_id": _draft(scene)})


def update_contract(scene: Scene) -> Call:
    id = _draft(scene)
    return Call(path={"contract_id": id}, json={"title": "Other"}, version_of=("contracts", id))


def delete_contract(scene: Scene) -> Call:
    return Call(path={"contract_id": _draft(scene)}, is_single_use=True)


def send_contract(scene: Scene) -> Call:
    return Call(path={"contract_id": _draft(scene)})


def remind_signers(scene: Scene) -> Call:
    id = _sent(scene)["id"]
    scene.admin.execute("UPDATE contract_signers SET notified_at = now() - interval '1 day'")
    return Call(path={"contract_id": id}, json={})


def void_contract(scene: Scene) -> Call:
    return Call(path={"contract_id": _sent(scene)["id"]}, json={"reason": "Wrong"})


def draft_contract_again(scene: Scene) -> Call:
    contract = _sent(scene)
    scene.owner().post(f"/contracts/{contract['id']}/void", {"reason": "Wrong"})
    return Call(path={"contract_id": contract["id"]})


def get_signer_naming(scene: Scene) -> Call:
    return _of_signer(scene)


def preview_contract(scene: Scene) -> Call:
    contract = _sent(scene)
    signer_id = contract["signers"][0]["id"]
    return Call(path={"contract_id": contract["id"]}, query={"signer_id": signer_id})


def get_contract_document(scene: Scene) -> Call:
    return Call(path={"contract_id": _draft(scene)})


def list_contract_events(scene: Scene) -> Call:
    return Call(path={"contract_id": _sent(scene)["id"]})


def resend_to_signer(scene: Scene) -> Call:
    return _of_signer(scene)


def create_signer_link(scene: Scene) -> Call:
    return _of_signer(scene)


def correct_signer(scene: Scene) -> Call:
    return _of_signer(scene, json={"name": "Olga", "email": "olga@other.example"})


def _of_service(scene: Scene, **options: Any) -> Call:
    return Call(path={"service_id": scene.business.service_id}, **options)


def _wish(scene: Scene) -> dict[str, Any]:
    template_id = str(_template(scene))
    return {"template_id": template_id, "policy": "warn", "customer_role_key": "client"}


def get_service_contract(scene: Scene) -> Call:
    _asked_for(scene)
    return _of_service(scene)


def set_service_contract(scene: Scene) -> Call:
    return _of_service(scene, json=_wish(scene), version_of=_asked_for(scene))


def remove_service_contract(scene: Scene) -> Call:
    return _of_service(scene, version_of=_asked_for(scene), is_single_use=True)


def _asked_for(scene: Scene) -> tuple[str, UUID]:
    """The service asks for a contract; by which row."""
    query = "SELECT id FROM service_contracts WHERE service_id = %s"
    service_id = scene.business.service_id
    if scene.admin.execute(query, [service_id]).fetchone() is None:
        path = f"/services/{service_id}/contract"
        assert scene.owner().call("PUT", path, _wish(scene), version=0).status_code == 200
    (id,) = scene.admin.execute(query, [service_id]).fetchone() or ()
    return "service_contracts", id


def list_my_contracts(scene: Scene) -> Call:
    _sent(scene)
    return Call(role=Role.CUSTOMER)


def open_my_contract(scene: Scene) -> Call:
    return Call(path={"contract_id": _sent(scene)["id"]}, role=Role.CUSTOMER)


def list_booking_contracts(scene: Scene) -> Call:
    token, _ = scene.booking()
    return Call(path={"token": token}, role=None)


def _to_many(scene: Scene) -> dict[str, Any]:
    template_id = str(_template(scene))
    return {"template_id": template_id, "customer_ids": [str(scene.business.customer_id)]}


def create_bulk_send(scene: Scene) -> Call:
    return Call(json=_to_many(scene), refusals=UNKNOWN)


def list_bulk_sends(scene: Scene) -> Call:
    scene.owner().post("/contract-bulk-sends", _to_many(scene))
    return Call()


def preview_bulk_send(scene: Scene) -> Call:
    sent = sent_file(b"name,email\nAnn,ann@many.example\n", "people.csv")
    query = {"template_id": str(_template(scene))}
    return Call(query=query, body=sent["data"], content_type=sent["content_type"])


def retry_bulk_send(scene: Scene) -> Call:
    """One of whom somebody cannot be sent theirs: no font draws what stands in it."""
    somebody = {"name": "Ann", "email": "ann@many.example", "values": {"name": "😀"}}
    wish = {"template_id": str(_template(scene)), "rows": [somebody]}
    made = scene.owner().post("/contract-bulk-sends", wish).json
    scene.mailbox.deliver()
    return Call(path={"bulk_send_id": made["id"]}, is_single_use=True)


def get_bulk_send(scene: Scene) -> Call:
    made = scene.owner().post("/contract-bulk-sends", _to_many(scene))
    assert made.status_code == 201
    return Call(path={"bulk_send_id": made.json["id"]})
