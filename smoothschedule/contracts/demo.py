"""Templates and contracts of a demo business, made by the operations that everybody uses.

Nobody is written to: the people are invented.
"""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from smoothschedule.contracts import demo_signing
from smoothschedule.contracts.models import Contract, ContractTemplate
from smoothschedule.contracts.operations.drafts import draft_from
from smoothschedule.contracts.operations.sending import send
from smoothschedule.contracts.operations.templates import CLIENT, add_template, change_template
from smoothschedule.contracts.operations.uploads import take_prepared
from smoothschedule.contracts.operations.versions import version_of
from smoothschedule.contracts.operations.voiding import expire, void
from smoothschedule.contracts.queries.signers import signers_of
from smoothschedule.core.unit_of_work import Work
from smoothschedule.pdf.geometry import Box
from smoothschedule.pdf.marks import Prepared
from smoothschedule.pdf.pages import NewDocument
from smoothschedule.pdf.text.layout import wrapped
from smoothschedule.scheduling.models import Customer
from smoothschedule.storage.port import Storage

TEAM: Final = {"key": "team", "name": "For us", "party": "staff", "kind": "signer"}
#: What becomes of the contracts, one customer each; the first is the one with an account.
WAIVERS: Final = ("sent", "completed", "viewed", "declined", "expired", "draft")
AGREEMENTS: Final = ("completed", "in_progress", "sent", "voided", "draft")
TERMS: Final = (
    "1. The membership begins on the day it is signed and goes on from month to month.",
    "2. It can be ended at any time with notice of fourteen days, in writing or by e-mail.",
    "3. Appointments that are called off less than a day ahead count as used.",
    "4. Data is kept only as long as it is needed for these services.",
)


def seed(work: Work, *, sender_id: UUID, files: Storage, secret_key: str) -> None:
    """Two templates, one written and one on paper, and contracts in every state.

    Those that everybody signed are sealed by the job that seals all others.
    """
    query = select(Customer).where(Customer.email.is_not(None)).order_by(Customer.id).limit(6)
    customers = list(work.session.scalars(query))
    waiver, agreement = _waiver(work), _agreement(work, files)
    ours = {"role_key": "team", "user_id": sender_id}
    for template, states, besides in ((waiver, WAIVERS, []), (agreement, AGREEMENTS, [ours])):
        version = version_of(work, template)
        for state, person in zip(states, customers, strict=False):
            known = {"customer_id": person.id, "name": person.name, "email": person.email}
            contract = draft_from(
                work,
                version,
                title=template.name,
                customer_id=person.id,
                # Nobody in person sent what is declined: the sender would be mailed of it.
                created_by_id=None if state == "declined" else sender_id,
                signers=[{"role_key": "client", **known}, *besides],
                files=files,
            )
            if state != "draft":
                send(work, contract.id, files=files, secret_key=secret_key, is_mailed=False)
                _go_on(work, contract, state, files=files, secret_key=secret_key)


def _go_on(work: Work, contract: Contract, state: str, *, files: Storage, secret_key: str) -> None:
    """What people did with the contract until it came to this state."""
    first, *others = signers_of(work, contract.id)
    match state:
        case "viewed":
            demo_signing.read(work, first, secret_key=secret_key)
        case "declined":
            reason = "I would like to talk about it in person first."
            demo_signing.refuse(work, first, reason=reason, secret_key=secret_key)
        case "in_progress":
            demo_signing.sign(work, first, files=files, secret_key=secret_key)
        case "completed":
            for signer in (first, *others):
                demo_signing.sign(work, signer, files=files, secret_key=secret_key)
        case "voided":
            first.notified_at = None  # whoever was not written to is not told of the end either
            void(work, contract.id, reason="The terms have changed; a new one follows.")
        case "expired":
            contract.expires_at = work.now
            expire(work, contract.id)


def _field(id: str, kind: str, label: str, *, role: str = "client", **more: Any) -> dict[str, Any]:
    return {"id": id, "type": kind, "label": label, "role": role, **more}


def _spot(id: str) -> dict[str, Any]:
    return {"type": "field", "attrs": {"id": id}}


def _paragraph(*parts: str | dict[str, Any], level: int = 0) -> dict[str, Any]:
    content = [{"type": "text", "text": p} if isinstance(p, str) else p for p in parts]
    if level:
        return {"type": "heading", "attrs": {"level": level}, "content": content}
    return {"type": "paragraph", "content": content}


def _waiver(work: Work) -> ContractTemplate:
    name = {"type": "variable", "attrs": {"name": "customer.name"}}
    house = {"type": "variable", "attrs": {"name": "business.name"}}
    fields = [
        _field("allergies", "text", "Allergies"),
        _field("informed", "checkbox", "I was informed", is_required=True),
        _field("signature", "signature", "Signature", is_required=True),
        _field("day", "date_signed", "Date"),
    ]
    body = [
        _paragraph("Treatment consent", level=1),
        _paragraph("I, ", name, ", ask ", house, " for the treatment we talked about."),
        _paragraph("Known allergies: ", _spot("allergies")),
        _paragraph(_spot("informed"), " I was informed of what it can cause, and agree to it."),
        _paragraph("Signed ", _spot("signature"), " on ", _spot("day")),
    ]
    return add_template(
        work,
        name="Treatment consent",
        kind="html",
        description="Before a first treatment.",
        fields=fields,
        body={"type": "doc", "content": body},
    )


def _agreement(work: Work, files: Storage) -> ContractTemplate:
    roles = [CLIENT, {**TEAM, "routing_order": 2}]
    added = add_template(
        work,
        name="Membership agreement",
        kind="pdf",
        description="For regular customers.",
        roles=roles,
    )
    data, document = _paper()
    frames = (document.frame,) * len(document.sheets)
    take_prepared(work, added, Prepared(data, frames, False), form_fields=[], files=files)
    place: dict[str, Any] = {"page": 0, "w": 0.34, "h": 0.055, "y": 0.72}
    fields = [
        _field("client", "signature", "Signature", is_required=True, x=0.1, **place),
        _field("team", "signature", "For us", role="team", is_required=True, x=0.55, **place),
        _field("day", "date_signed", "Date", x=0.1, **{**place, "y": 0.8, "h": 0.03}),
    ]
    return change_template(work, added, fields=fields)


def _paper() -> tuple[bytes, NewDocument]:
    document = NewDocument(595, 842, title="Membership agreement")
    sheet, y = document.turn(), 700.0
    sheet.text("Membership agreement", Box(59, 730, 536, 770))
    for line in TERMS:
        block = wrapped(line, 477, 11)
        sheet.block(block, 59, y, width=477)
        y -= block.height + 12
    for left in (59.5, 327.0):
        sheet.rule(left, 842 * (1 - 0.775), width=202)
    return document.finish(), document
