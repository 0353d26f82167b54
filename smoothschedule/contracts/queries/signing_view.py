"""What a signer's page shows, in one document.

Before a mailed code was entered, once the contract was taken back, and on a device that is to be
given back, nothing of what the contract holds is in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import select

from smoothschedule.contracts.models import Contract, ContractSigner
from smoothschedule.contracts.queries.answers import files_of, images_of, named_in, values_of
from smoothschedule.contracts.queries.naming import edition_of, in_place_of, renewal_for
from smoothschedule.contracts.queries.saved_signatures import may_remember, remembered
from smoothschedule.contracts.queries.signers import signers_of
from smoothschedule.contracts.queries.stories import role_names
from smoothschedule.contracts.rules.consent import (
    CURRENT,
    consent_for,
    consent_text,
    languages,
)
from smoothschedule.contracts.rules.gate import Reason
from smoothschedule.contracts.rules.hints import email_hint
from smoothschedule.contracts.rules.naming import without_circles
from smoothschedule.contracts.rules.routing import current
from smoothschedule.contracts.rules.states import ContractState
from smoothschedule.contracts.rules.values import missing_of
from smoothschedule.contracts.sitting import Sitting
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants.branding import logo_url
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.models import User

#: Told apart without colour too: each has its name beside it.
COLORS: Final = ("#1d4ed8", "#b45309", "#047857", "#7e22ce", "#be123c", "#0e7490")
_DOWNLOADS: Final = {
    ContractState.COMPLETED: "ready",
    ContractState.SEALING: "preparing",
    ContractState.SEAL_FAILED: "preparing",
}


def signing_view(
    sitting: Sitting, token: str, tenant: Tenant, *, secret_key: str
) -> dict[str, Any]:
    """The whole page's document."""
    gate = sitting.passage
    signers = current(signers_of(sitting.work, sitting.contract.id))
    roles = role_names(sitting.work, sitting.contract)
    inside = _inside(sitting, token, secret_key) if gate.shows_document else _NOTHING
    return {
        "can_sign": gate.can_sign,
        "reason": gate.reason,
        "business": _business(tenant),
        "contract": _contract(sitting, tenant),
        "signer": {
            **_person(sitting.signer, roles),
            "id": sitting.signer.id,
            "email_hint": email_hint(sitting.signer.email),
            "version": sitting.signer.version,
            "is_in_person": sitting.is_in_person,
            "color": _color(sitting.signer, signers),
        },
        "others": [_person(each, roles) for each in signers if each.id != sitting.signer.id]
        if gate.shows_document
        else [],
        "consent": _consent(sitting),
        "verification": {
            "is_required": sitting.needs_code,
            "is_done": sitting.needs_code and sitting.is_verified,
            "email_hint": email_hint(sitting.signer.email),
        },
        **inside,
    }


def progress_of(sitting: Sitting, values: dict[str, Any]) -> dict[str, Any]:
    """How much of what is asked of the signer is there, and what is missing where."""
    required, missing = missing_of(sitting.fields, values, role=sitting.signer.role_key)
    return {
        "required": required,
        "done": required - len(missing),
        "missing": [
            {"field_id": each.id, "label": each.name, "page": each.page} for each in missing
        ],
    }


_NOTHING: Final[dict[str, Any]] = {
    "in_place_of": [],
    "renewal": None,
    "fields": [],
    "values": {},
    "images": {},
    "files": {},
    "progress": {"required": 0, "done": 0, "missing": []},
    "remembered": {"may_remember": False, "signature": None, "initials": None},
    "download": {"state": "none", "url": None},
}


def _inside(sitting: Sitting, token: str, secret_key: str) -> dict[str, Any]:
    """What the contract holds, as this signer may see it."""
    values = values_of(sitting)
    state = _DOWNLOADS.get(ContractState(sitting.contract.state), "none")
    root = root_of(token)
    images, files = named_in(values, "image_id"), named_in(values, "file_id")
    known_images = images_of(sitting.work, sitting.contract.id)
    known_files = files_of(sitting.work, sitting.contract.id)
    everybody = signers_of(sitting.work, sitting.contract.id)
    return {
        "in_place_of": _in_place_of(sitting, everybody),
        "renewal": renewal_for(*_at(sitting)) if sitting.passage.can_sign else None,
        "fields": [
            {**each, "is_mine": each.get("role") == sitting.signer.role_key}
            for each in sitting.contract.fields
        ],
        "values": values,
        "images": {
            str(id): f"{root}/images/{id}"
            for id, image in known_images.items()
            if id in images or image.signer_id == sitting.signer.id
        },
        "files": {
            str(id): {"name": file.name, "size_bytes": file.size_bytes}
            for id, file in known_files.items()
            if id in files
        },
        "progress": progress_of(sitting, values),
        "remembered": _remembered(sitting, root, secret_key),
        "download": {
            "state": state,
            "url": f"{root}/document?download=true" if state == "ready" else None,
        },
    }


def _at(sitting: Sitting) -> tuple[Work, Contract, ContractSigner]:
    return sitting.work, sitting.contract, sitting.signer


def _in_place_of(sitting: Sitting, everybody: Sequence[ContractSigner]) -> list[dict[str, Any]]:
    """Those who had their place, without their addresses. The evidence has circles too."""
    signer = sitting.signer
    steps = in_place_of(*_at(sitting), everybody)
    return [
        {part: former[part] for part in former if part != "email"}
        for former in without_circles(steps, name=signer.name, email=signer.email)
    ]


def root_of(token: str) -> str:
    """Where everything of this link begins, on the business's own host."""
    return f"/api/v1/signing/{token}"


def _remembered(sitting: Sitting, root: str, secret_key: str) -> dict[str, Any]:
    kinds = remembered(sitting, secret_key=secret_key)
    urls = {
        kind: {"image_url": f"{root}/remembered/{kind}"} if kind in kinds else None
        for kind in ("signature", "initials")
    }
    return {"may_remember": may_remember(sitting), **urls}


def _business(tenant: Tenant) -> dict[str, Any]:
    names = ("name", "brand_color", "time_zone", "locale")
    return {name: getattr(tenant, name) for name in names} | {"logo_url": logo_url(tenant)}


def _contract(sitting: Sitting, tenant: Tenant) -> dict[str, Any]:
    contract, gate = sitting.contract, sitting.passage
    # Whoever a mail told of it may read why; a device of the business tells whoever holds it.
    tells_why = gate.reason is Reason.VOIDED and not sitting.is_in_person
    return {
        "number": contract.number,
        "title": contract.title if gate.shows_document or tells_why else None,
        "message": contract.message if gate.shows_document else "",
        "state": contract.state,
        "version": contract.version,
        "sender_name": _sender_name(sitting) or tenant.name,
        "sent_at": contract.sent_at,
        "expires_at": contract.expires_at,
        "completed_at": contract.completed_at,
        "time_zone": contract.time_zone,
        "locale": contract.locale,
        "end_reason": contract.end_reason if tells_why else None,
        "pages": [
            {name: each[name] for name in ("width_pt", "height_pt")} for each in contract.frames
        ]
        if gate.shows_document
        else [],
        "document_sha256": contract.original_pdf_sha256 if gate.shows_document else None,
        "edition": edition_of(sitting.work, contract),
    }


def _sender_name(sitting: Sitting) -> str | None:
    whose = User.id == sitting.contract.created_by_id
    return sitting.work.session.scalar(select(User.name).where(whose))


def _person(signer: ContractSigner, roles: dict[str, str]) -> dict[str, Any]:
    return {
        "name": signer.name,
        "role_name": roles.get(signer.role_key, signer.role_key),
        "kind": signer.kind,
        "state": signer.state,
        "routing_order": signer.routing_order,
        "signed_at": signer.signed_at,
    }


def _color(signer: ContractSigner, signers: list[ContractSigner]) -> str:
    place = next((at for at, each in enumerate(signers) if each.id == signer.id), 0)
    return COLORS[place % len(COLORS)]


def _consent(sitting: Sitting) -> dict[str, Any]:
    """The text that they agreed to, or those that they may agree to."""
    signer = sitting.signer
    if signer.consented_at is not None:
        assert signer.consent_version is not None
        assert signer.consent_language is not None
        given = consent_text(signer.consent_version, signer.consent_language)
        texts = {given.language: given.text}
    else:
        given = consent_for(sitting.contract.locale)
        texts = {each: consent_text(CURRENT, each).text for each in languages()}
    return {
        "is_given": signer.consented_at is not None,
        "version": given.version,
        "language": given.language,
        "text": given.text,
        "languages": list(texts),
        "texts": texts,
    }
