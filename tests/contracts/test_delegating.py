"""Letting somebody else sign: whom, and what is known of it afterwards."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from benchmarks.paper import SAM, Asked, to_sign
from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from tests.contracts.desk import Signer, contract_of, sent
from tests.contracts.world import link_of
from tests.factories import Business
from tests.mailbox import Mailbox
from tests.web import check_problem, signed_in, visitor


def at_desk(app: App, business: Business, token: str) -> Signer:
    return Signer(visitor(app, business), token)


def test_somebody_else_can_sign_instead(app: App, runtime: Runtime, business: Business) -> None:
    paper = sent(runtime, business)
    sam = at_desk(app, business, paper.tokens["client"]).agree()
    sam.save("sign_client", sam.ink())
    check_problem(sam.post("/delegate", {"name": "Me", "email": "SAM@signers.example"}), 409)
    answer = sam.post("/delegate", {"name": "Dee Legate", "email": "dee@signers.example"})
    assert answer.json == {"name": "Dee Legate", "email_hint": "d…e@signers.example"}
    check_problem(sam.get(), 404, "unknown-link")


@pytest.mark.parametrize(
    ("kind", "order", "status"), [("signer", 1, 409), ("approver", 2, 409), ("viewer", 1, 200)]
)
def test_whoever_signs_already_is_not_let_sign_for_another_as_well(
    app: App, runtime: Runtime, business: Business, kind: str, order: int, status: int
) -> None:
    other = Asked("other", "Olga Other", "olga@signers.example", order=order, kind=kind)
    paper = sent(runtime, business, people=[SAM, other], fields=to_sign("client"))
    sam = at_desk(app, business, paper.tokens["client"])
    answer = sam.post("/delegate", {"name": "Olga", "email": "Olga@Signers.example"})
    assert answer.status_code == status
    if status == 409:
        check_problem(answer, 409, "takes-part")
        assert sam.view()["can_sign"] is True


def test_what_was_given_on_can_be_given_back(
    app: App, runtime: Runtime, business: Business, mailbox: Mailbox
) -> None:
    paper = sent(runtime, business)
    sam = at_desk(app, business, paper.tokens["client"])
    sam.post("/delegate", {"name": "Dee Legate", "email": "dee@signers.example"})
    mailbox.deliver()
    dee = at_desk(app, business, link_of(mailbox, "dee@signers.example"))
    assert dee.post("/delegate", {"name": SAM.name, "email": SAM.email}).status_code == 200
    mailbox.deliver()
    again = at_desk(app, business, link_of(mailbox, SAM.email))
    assert again.view()["in_place_of"] == []
    (signer,) = signed_in(app, business).get(f"/contracts/{paper.id}").json["signers"]
    assert len(signer["in_place_of"]) == 2


def test_everybody_who_gave_it_on_stands_in_the_evidence(
    app: App, runtime: Runtime, business: Business, mailbox: Mailbox
) -> None:
    paper = sent(runtime, business)
    token = paper.tokens["client"]
    for name, reason in (("Ann", "I am abroad"), ("Ben", ""), ("Cem", "Ask Cem.")):
        wish = {"name": f"{name} Next", "email": f"{name}@signers.example", "reason": reason}
        at_desk(app, business, token).post("/delegate", wish)
        mailbox.deliver()
        token = link_of(mailbox, f"{name.lower()}@signers.example")
    cem = at_desk(app, business, token)
    told = [(each["name"], each["heir"]) for each in cem.view()["in_place_of"]]
    assert told == [
        ("Sam Signer", "Ann Next"),
        ("Ann Next", "Ben Next"),
        ("Ben Next", "Cem Next"),
    ]
    assert cem.sign().status_code == 200
    chain = [
        "Sam Signer (sam@signers.example), who let Ann Next sign: I am abroad.",
        "Ann Next (ann@signers.example), who let Ben Next sign.",
        "Ben Next (ben@signers.example), who let Cem Next sign: Ask Cem.",
    ]
    desk = signed_in(app, business)
    for path in ("", "/evidence"):
        (signer,) = desk.get(f"/contracts/{paper.id}{path}").json["signers"]
        assert signer["in_place_of"] == chain
    mailbox.deliver()
    sealed = contract_of(runtime, business, paper.id)
    assert sealed.sealed_pdf_path is not None
    with runtime.files.open(sealed.sealed_pdf_path) as file:
        pages = [page.extract_text() for page in PdfReader(BytesIO(file.read())).pages]
    certificate = " ".join("".join(pages[1:]).split())
    assert [certificate.count(each) for each in chain] == [1, 1, 1]
