"""Templates and contracts for tests, made through the product's own doors."""

from __future__ import annotations

import re
from typing import Any

import psycopg

from smoothschedule.core.tokens import token_hash
from smoothschedule.pdf.geometry import Box
from smoothschedule.pdf.pages import NewDocument
from tests.factories import Business
from tests.mailbox import Mailbox, text_of
from tests.uploading import send
from tests.web import Browser

CLIENT = {
    "key": "client",
    "name": "Client",
    "party": "customer",
    "kind": "signer",
    "routing_order": 1,
}
BOSS = {"key": "boss", "name": "Boss", "party": "staff", "kind": "signer", "routing_order": 2}


def text(value: str) -> dict[str, Any]:
    return {"type": "text", "text": value}


def spot(id: str) -> dict[str, Any]:
    return {"type": "field", "attrs": {"id": id}}


def variable(name: str) -> dict[str, Any]:
    return {"type": "variable", "attrs": {"name": name}}


def doc(*paragraphs: list[dict[str, Any]]) -> dict[str, Any]:
    content = [{"type": "paragraph", "content": parts} for parts in paragraphs]
    return {"type": "doc", "content": content}


def field(id: str, kind: str, role: str | None = "client", **more: Any) -> dict[str, Any]:
    return {"id": id, "type": kind, "role": role, "label": id.title(), **more}


def placed(field: dict[str, Any], *, page: int = 0, y: float = 0.1) -> dict[str, Any]:
    return {**field, "page": page, "x": 0.1, "y": y, "w": 0.3, "h": 0.05}


WAIVER: dict[str, Any] = {
    "name": "Waiver",
    "kind": "html",
    "roles": [CLIENT],
    "fields": [
        field("name", "name", prefill="customer.name"),
        field("agree", "checkbox", is_required=True),
        field("sign", "signature", is_required=True),
    ],
    "body": doc(
        [text("I, "), variable("customer.name"), text(", agree: "), spot("agree")],
        [text("Name "), spot("name"), text(" signed "), spot("sign")],
    ),
}
#: Client first, then somebody of the team.
BOTH: dict[str, Any] = {
    **WAIVER,
    "name": "Agreement",
    "roles": [CLIENT, BOSS],
    "fields": [*WAIVER["fields"], field("theirs", "signature", "boss", is_required=True)],
    "body": {
        "type": "doc",
        "content": [
            *WAIVER["body"]["content"],
            {"type": "paragraph", "content": [text("For us: "), spot("theirs")]},
        ],
    },
}


def template(browser: Browser, wish: dict[str, Any] = WAIVER, **changes: Any) -> dict[str, Any]:
    """A template as the desk sees it."""
    made = browser.post("/contract-templates", {**wish, **changes})
    assert made.status_code == 201, made.get_data(as_text=True)
    document: dict[str, Any] = made.json
    return document


def client(made: Business) -> dict[str, Any]:
    """The business's customer in the client's role."""
    return {"role_key": "client", "customer_id": str(made.customer_id)}


def draft(
    browser: Browser, made: Business, wish: dict[str, Any] = WAIVER, **changes: Any
) -> dict[str, Any]:
    """A draft for the business's customer, whole but for what `changes` say."""
    body = {"template_id": template(browser, wish)["id"], "signers": [client(made)], **changes}
    begun = browser.post("/contracts", body)
    assert begun.status_code == 201, begun.get_data(as_text=True)
    document: dict[str, Any] = begun.json
    return document


def sent(
    browser: Browser, made: Business, wish: dict[str, Any] = WAIVER, **changes: Any
) -> dict[str, Any]:
    """A contract that the customer was asked to sign."""
    begun = draft(browser, made, wish, **changes)
    answer = browser.post(f"/contracts/{begun['id']}/send")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    document: dict[str, Any] = answer.json
    return document


def sent_to_both(browser: Browser, made: Business, **changes: Any) -> dict[str, Any]:
    """A contract that the customer signs first and then the owner."""
    boss = {"role_key": "boss", "user_id": str(made.owner.id)}
    return sent(browser, made, BOTH, signers=[client(made), boss], **changes)


EMPTY_PDF: dict[str, Any] = {
    "name": "On paper",
    "kind": "pdf",
    "roles": [CLIENT],
    "fields": [],
    "body": None,
}


def pdf(pages: int = 2) -> bytes:
    """A small PDF of so many pages."""
    made = NewDocument(595, 842, title="On paper")
    for at in range(pages):
        sheet = made.turn()
        sheet.text(f"Page {at + 1}", Box(60, 740, 300, 780))
    return made.finish()


def uploaded(
    browser: Browser,
    mailbox: Mailbox,
    data: bytes | None = None,
    *,
    password: str | None = None,
) -> dict[str, Any]:
    """A PDF template whose file has been checked, as it stands then."""
    path = f"/contract-templates/{template(browser, EMPTY_PDF)['id']}"
    upload_id = send(browser, path, pdf() if data is None else data, name="paper.pdf")
    answer = browser.post(f"{path}/check", {"upload_id": upload_id, "password": password})
    assert answer.status_code == 202, answer.get_data(as_text=True)
    mailbox.deliver()
    document: dict[str, Any] = browser.get(path).json
    return document


def link_of(mailbox: Mailbox, address: str) -> str:
    """The token of the last link mailed to this address."""
    found = re.search(r"/sign/s/([\w-]+)", text_of(mailbox.to(address)[-1]))
    assert found is not None
    return found.group(1)


def signer_of(contract: dict[str, Any], role: str = "client") -> dict[str, Any]:
    return next(each for each in contract["signers"] if each["role_key"] == role)


def is_known(admin: psycopg.Connection, token: str) -> bool:
    row = admin.execute(
        "SELECT count(*) FROM contract_signers WHERE token_hash = %s", [token_hash(token)]
    ).fetchone()
    return row == (1,)


def ask_for_contract(
    owner: Browser, business: Business, policy: str, wish: dict[str, Any] = WAIVER, **more: Any
) -> dict[str, Any]:
    """What the business's service asks for from now on, by this policy."""
    body = {
        "template_id": template(owner, wish)["id"],
        "policy": policy,
        "customer_role_key": "client",
        **more,
    }
    path = f"/services/{business.service_id}/contract"
    version = owner.get(path).json.get("version", 0)
    answer = owner.call("PUT", path, body, version=version)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    document: dict[str, Any] = answer.json
    return document
