"""Examples: what signers call with their links, and the desk about signing."""

from __future__ import annotations

from typing import Any

from benchmarks.paper import Asked, Paper, box, document, signature, to_sign
from smoothschedule.users.rules import Role
from tests.contracts.desk import Signer, sent, sent_file
from tests.isolation.scene import Call, Scene

CONSENT = {"version": "2026-11", "language": "en"}


def _paper(scene: Scene, *, fields: Any = None, **more: Any) -> tuple[Paper, Signer]:
    """A contract that was sent, and whoever is to sign it, who has agreed to do so."""
    person = scene.business.people[Role.CUSTOMER]
    client = Asked(
        "client",
        person.name,
        person.email,
        more={"party": "customer", "customer_id": scene.business.customer_id, **more},
    )
    paper = sent(
        scene.runtime,
        scene.business,
        people=[client],
        fields=fields if fields is not None else to_sign("client"),
        title=f"{scene.business.mark} contract",
        created_by_id=scene.business.owner.id,
    )
    return paper, Signer(scene.visitor(), paper.tokens["client"])


def _by_link(signer: Signer, json: Any = None, **more: Any) -> Call:
    path = {"token": signer.token, **more.pop("path", {})}
    return Call(path=path, json=json, role=None, is_single_use=True, **more)


def get_signing(scene: Scene) -> Call:
    return _by_link(_paper(scene)[1])


def open_signing(scene: Scene) -> Call:
    return _by_link(_paper(scene)[1])


def send_signing_code(scene: Scene) -> Call:
    return _by_link(_paper(scene, requires_code=True)[1])


def check_signing_code(scene: Scene) -> Call:
    """Without a code that is asked for, any is as good as none."""
    return _by_link(_paper(scene)[1], {"code": "123456"})


def consent_to_signing(scene: Scene) -> Call:
    return _by_link(_paper(scene)[1], CONSENT)


def save_signing_value(scene: Scene) -> Call:
    _, signer = _paper(scene, fields=[box("words", "text")])
    return _by_link(signer.agree(), {"value": "Hello"}, path={"field_id": "words"})


def create_signature_image(scene: Scene) -> Call:
    _, signer = _paper(scene)
    return _by_link(signer.agree(), {"kind": "signature", "how": "drawn", "png": signature()})


def get_signature_image(scene: Scene) -> Call:
    _, signer = _paper(scene)
    return _by_link(signer.agree(), path=signer.ink())


def get_remembered(scene: Scene) -> Call:
    _, signer = _paper(scene)
    signer.agree().ink(remember=True)
    return _by_link(signer, path={"kind": "signature"})


def forget_signatures(scene: Scene) -> Call:
    _, signer = _paper(scene)
    signer.agree().ink(remember=True)
    return _by_link(signer)


def upload_signing_file(scene: Scene) -> Call:
    _, signer = _paper(scene, fields=[box("proof", "attachment")])
    sent = sent_file(document(), "a.pdf")
    return _by_link(
        signer.agree(),
        query={"field_id": "proof"},
        body=sent["data"],
        content_type=sent["content_type"],
    )


def finish_signing(scene: Scene) -> Call:
    _, signer = _paper(scene, fields=[])
    return _by_link(signer.agree(), signer.seen())


def decline_signing(scene: Scene) -> Call:
    return _by_link(_paper(scene)[1], {"reason": "No, thank you."})


def delegate_signing(scene: Scene) -> Call:
    return _by_link(_paper(scene)[1], {"name": "Dee", "email": "dee@signers.example"})


def get_signing_document(scene: Scene) -> Call:
    return _by_link(_paper(scene)[1])


def get_signing_ticket(scene: Scene) -> Call:
    return _by_link(_paper(scene)[1])


def hand_over_device(scene: Scene) -> Call:
    paper, _ = _paper(scene)
    return Call(path={"contract_id": paper.id, "signer_id": paper.signers["client"]})


def get_hand_over(scene: Scene) -> Call:
    return Call(path={"code": _hand_over_code(scene)}, role=None)


def take_signing_over(scene: Scene) -> Call:
    return Call(json={"code": _hand_over_code(scene)}, role=None, is_single_use=True)


def _hand_over_code(scene: Scene) -> str:
    paper, _ = _paper(scene)
    path = f"/contracts/{paper.id}/signers/{paper.signers['client']}/in-person"
    return str(scene.owner().post(path).json["url"].rpartition("/")[2])


def get_contract_evidence(scene: Scene) -> Call:
    return Call(path={"contract_id": _paper(scene)[0].id})


def retry_seal(scene: Scene) -> Call:
    paper, _ = _paper(scene)
    scene.admin.execute("UPDATE contracts SET state = 'seal_failed' WHERE id = %s", [paper.id])
    return Call(path={"contract_id": paper.id}, is_single_use=True)


def verify_document(scene: Scene) -> Call:
    """Our sealed document is somebody else's at the rival: by the name in its seal, no more."""
    paper, signer = _paper(scene)
    signer.sign()
    scene.mailbox.deliver()
    path = scene.admin.execute(
        "SELECT sealed_pdf_path FROM contracts WHERE id = %s", [paper.id]
    ).fetchone()
    assert path is not None
    with scene.runtime.files.open(path[0]) as file:
        sealed = file.read()
    mark = scene.business.mark
    assert f"({mark}".encode() in sealed  # so the seal begins to say why it was made
    return Call(
        body=sealed,
        content_type="application/pdf",
        role=None,
        says=frozenset({mark.lower()}),
    )
