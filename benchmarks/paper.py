"""Contracts that people are asked to sign, made for an experiment past the desk's doors."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from io import BytesIO
from typing import Any, Final
from uuid import UUID

from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from smoothschedule.contracts.keys import content_key
from smoothschedule.contracts.models import (
    Contract,
    ContractSigner,
    ContractTemplate,
    TemplateVersion,
)
from smoothschedule.contracts.operations.recording import record_event
from smoothschedule.contracts.operations.signing_links import give_link
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import new_id
from smoothschedule.core.unit_of_work import Work
from smoothschedule.storage.port import Storage

WIDTH, HEIGHT = 595.0, 842.0
JSON = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who is asked: `key` is their role; further columns of the signer in `more`."""

    key: str
    name: str = "Sam Signer"
    email: str = "sam@signers.example"
    order: int = 1
    kind: str = "signer"
    more: JSON = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paper:
    """A contract that was sent. `tokens` and `signers` by role key."""

    id: UUID
    tokens: dict[str, str]
    signers: dict[str, UUID]


SAM: Final = Asked("client")


@cache
def document(pages: int = 1) -> bytes:
    """A plain contract of that many pages."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT), invariant=1)
    for page in range(pages):
        canvas.drawString(72, 760, f"Agreement, page {page + 1}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@cache
def signature() -> str:
    """A drawn signature as pages send it: a PNG in base64."""
    image = Image.new("RGBA", (400, 160), (0, 0, 0, 0))
    ImageDraw.Draw(image).line(((20, 130), (120, 30), (220, 120), (380, 50)), (15, 25, 90), 5)
    written = BytesIO()
    image.save(written, "PNG")
    return b64encode(written.getvalue()).decode()


def box(id: str, kind: str, role: str | None = "client", **more: Any) -> JSON:
    """A field; further ones stand below each other where `at` counts."""
    at = more.pop("at", 0)
    place = {"page": 0, "x": 0.1, "y": 0.1 + at * 0.06, "w": 0.4, "h": 0.05}
    return {"id": id, "type": kind, "role": role, "label": id.title(), **place, **more}


def seen_in(page: JSON) -> JSON:
    """What a signer's page shows, as whoever signs on it names it."""
    document = {name: page["contract"][name] for name in ("document_sha256", "edition")}
    return {"version": page["signer"]["version"], **document}


def to_sign(*keys: str) -> list[JSON]:
    """One required signature for each role."""
    return [
        box(f"sign_{key}", "signature", key, at=at, is_required=True) for at, key in enumerate(keys)
    ]


def sent_contract(
    work: Work,
    *,
    files: Storage,
    secret_key: str,
    people: Sequence[Asked] = (SAM,),
    fields: Sequence[JSON] | None = None,
    pages: int = 1,
    days: float = 30,
    **columns: Any,
) -> Paper:
    """A contract that was just sent; the first in order are asked and have links."""
    data = document(pages)
    sha256 = hashlib.sha256(data).hexdigest()
    tenant_id = work.context.tenant_id
    assert tenant_id is not None
    path = content_key(tenant_id, "documents", sha256, "pdf")
    files.put(path, BytesIO(data), content_type="application/pdf")
    contract = Contract(
        id=new_id(),
        template_version_id=_version(work, people),
        number=f"C-{new_id().hex[-12:]}",
        state="sent",
        locale="en",
        time_zone="Europe/Berlin",
        original_pdf_path=path,
        original_pdf_sha256=sha256,
        frames=[{"width_pt": WIDTH, "height_pt": HEIGHT}] * pages,
        fields=list(to_sign(*(each.key for each in people)) if fields is None else fields),
        sent_at=work.now,
        expires_at=work.now + timedelta(days=days),
        **{"title": "Agreement", **columns},
    )
    work.session.add(contract)
    work.session.flush()
    record_event(work, contract, "sent", document_sha256=sha256)
    first = min((each.order for each in people), default=1)
    tokens, signers = {}, {}
    for each in people:
        signer = _signer(contract, each)
        if each.order == first and each.kind != "cc":
            signer.state, signer.notified_at = "notified", work.now
            tokens[each.key] = give_link(work, contract, signer, secret_key)
        work.session.add(signer)
        work.session.flush()
        signers[each.key] = signer.id
    work.record(Tag.CONTRACT_SENT, "contract", contract.id)
    return Paper(contract.id, tokens, signers)


def _version(work: Work, people: Sequence[Asked]) -> UUID:
    roles = [
        {
            "key": each.key,
            "name": each.key.title(),
            "party": "external",
            "kind": each.kind,
            "routing_order": each.order,
        }
        for each in people
    ]
    template = ContractTemplate(id=new_id(), name="Agreement", kind="pdf", roles=roles)
    work.session.add(template)
    work.session.flush()
    version = TemplateVersion(
        id=new_id(),
        template_id=template.id,
        number=1,
        kind="pdf",
        roles=roles,
        fields=[],
        settings={},
        frames=[],
        content_sha256=template.id.hex,
    )
    work.session.add(version)
    work.session.flush()
    return version.id


def _signer(contract: Contract, asked: Asked) -> ContractSigner:
    return ContractSigner(
        id=new_id(),
        contract_id=contract.id,
        role_key=asked.key,
        kind=asked.kind,
        name=asked.name,
        email=asked.email,
        routing_order=asked.order,
        **{"party": "external", **asked.more},
    )
