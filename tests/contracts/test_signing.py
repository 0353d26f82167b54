"""Signing over HTTP: the page, what is filled in, and what comes of it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from benchmarks.paper import SAM, Asked, box, to_sign
from smoothschedule.contracts.models import ContractSigner
from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.contracts.desk import Signer, contract_of, sent
from tests.factories import Business
from tests.mailbox import Mailbox, text_of
from tests.visiting import begin_here
from tests.web import check_problem, signed_in, visitor

CONSENT = {"version": "2026-11", "language": "en"}
ANN = Asked("ann", "Ann First", "ann@signers.example")
BEN = Asked("ben", "Ben Second", "ben@signers.example")
BEN_LATER = Asked("ben", "Ben Second", "ben@signers.example", order=2)


def at_desk(app: Flask, business: Business, token: str) -> Signer:
    return Signer(visitor(app, business), token)


def test_one_signer_signs_and_the_document_is_sealed(
    app: App, runtime: Runtime, business: Business, mailbox: Mailbox
) -> None:
    paper = sent(runtime, business)
    sam = at_desk(app, business, paper.tokens["client"])
    assert sam.sign().json["reason"] == "already_signed"
    assert contract_of(runtime, business, paper.id).state == "sealing"
    mailbox.deliver()
    found = sam.view()
    assert (found["reason"], found["contract"]["state"]) == ("completed", "completed")
    assert found["download"]["state"] == "ready"
    with sam.browser.get(found["download"]["url"]) as answer:
        assert answer.data.startswith(b"%PDF-")
        assert answer.headers["Content-Length"] == str(len(answer.data))
        assert "attachment" in answer.headers["Content-Disposition"]


def test_whoever_agrees_before_the_page_said_it_was_opened_has_opened_it(
    app: App, runtime: Runtime, business: Business
) -> None:
    paper = sent(runtime, business)
    sam = at_desk(app, business, paper.tokens["client"])
    assert sam.post("/consent", CONSENT).status_code == 200
    sam.post("/open")
    path = f"/contracts/{paper.id}/events"
    told = signed_in(app, business).get(path).json["items"]
    kinds = [event["kind"] for event in sorted(told, key=lambda event: event["number"])]
    assert kinds[-2:] == ["viewed", "consented"]


def test_looking_changes_nothing(app: App, runtime: Runtime, business: Business) -> None:
    paper = sent(runtime, business)
    sam = at_desk(app, business, paper.tokens["client"])
    before = sam.view()
    sam.get("/document").close()
    assert sam.view() == before
    assert before["signer"]["state"] == "notified"


def test_the_page_is_kept_nowhere_and_found_by_nobody(
    app: App, runtime: Runtime, business: Business
) -> None:
    paper = sent(runtime, business)
    sam = at_desk(app, business, paper.tokens["client"])
    wrong = at_desk(app, business, "x" * 64)
    pages = [
        sam.get(),
        sam.get("/document"),
        wrong.get(),
        sam.browser.page(f"/sign/s/{sam.token}"),
        sam.browser.page("/sign/h/" + "x" * 43),
    ]
    for answer in pages:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        answer.close()


def test_opening_is_told_once(app: App, runtime: Runtime, business: Business) -> None:
    paper = sent(runtime, business)
    sam = at_desk(app, business, paper.tokens["client"])
    first, second = sam.post("/open").json, sam.post("/open").json
    assert first["signer"]["state"] == "viewed"
    assert first["signer"]["version"] == second["signer"]["version"]
    assert contract_of(runtime, business, paper.id).last_event_number == 2


def test_whoever_signs_first_is_followed_by_the_next_in_order(
    app: App, runtime: Runtime, business: Business
) -> None:
    paper = sent(runtime, business, people=[ANN, BEN_LATER])
    assert list(paper.tokens) == ["ann"]
    assert at_desk(app, business, paper.tokens["ann"]).sign("sign_ann").status_code == 200
    with runtime.units.tenant(business.id) as work:
        ben = work.get(ContractSigner, paper.signers["ben"])
        assert ben.state == "notified"
        assert ben.token_hash is not None
    assert contract_of(runtime, business, paper.id).state == "in_progress"


def test_parallel_signers_do_not_stop_each_other(
    app: App, runtime: Runtime, business: Business
) -> None:
    paper = sent(runtime, business, people=[ANN, BEN])
    ann, ben = (at_desk(app, business, paper.tokens[key]) for key in ("ann", "ben"))
    ben.agree()
    known = ben.seen()
    assert ann.sign("sign_ann").status_code == 200
    saved = ben.save("sign_ben", ben.ink(), version=known["version"])
    assert saved.status_code == 200
    done = ben.post("/finish", {**known, "version": saved.json["version"]})
    assert done.status_code == 200
    assert contract_of(runtime, business, paper.id).state == "sealing"


FIELDS = [
    box("full_name", "name", at=0, is_required=True),
    box("mail", "email", at=1),
    box("day", "date_signed", at=2),
    box("age", "number", at=3, is_required=True, validation={"min": 18, "max": 120}),
    box("has_dog", "checkbox", at=4),
    box(
        "dog",
        "text",
        at=5,
        is_required=True,
        condition={"field": "has_dog", "is": "equals", "value": True},
    ),
    box("size", "dropdown", at=6, options=["S", "M"]),
    box("proof", "attachment", at=7),
    box("sign", "signature", at=8, is_required=True),
    box("theirs", "text", "boss", at=9),
    box("house", "note", None, at=10, default="House rules apply."),
]
BOSS = Asked("boss", "Bo Boss", "bo@signers.example")


@pytest.fixture
def form(app: App, runtime: Runtime, business: Business) -> Signer:
    """A signer who has agreed, before a form of many fields."""
    paper = sent(runtime, business, people=[SAM, BOSS], fields=FIELDS)
    return at_desk(app, business, paper.tokens["client"]).agree()


def test_what_is_missing_is_named_by_field_and_page(form: Signer) -> None:
    problem = check_problem(form.finish(), 422, "fields-refused")
    assert set(problem["errors"]["fields"]) == {"age", "sign"}
    assert problem["errors"]["fields"]["age"] == ["“Age” on page 1 is missing."]
    assert form.view()["progress"] == {
        "required": 3,
        "done": 1,
        "missing": [
            {"field_id": "age", "label": "Age", "page": 0},
            {"field_id": "sign", "label": "Sign", "page": 0},
        ],
    }


def test_a_field_asks_for_something_only_where_its_condition_holds(form: Signer) -> None:
    assert form.save("age", 40).json["progress"]["required"] == 3
    ticked = form.save("has_dog", True).json["progress"]
    assert ticked["required"] == 4
    assert "dog" in {each["field_id"] for each in ticked["missing"]}


def test_values_are_there_again_after_a_break(form: Signer) -> None:
    form.save("age", 40)
    form.save("size", "M")
    form.save("size", None)
    values = form.view()["values"]
    assert values["age"] == 40
    assert "size" not in values
    assert values["full_name"] == "Sam Signer"
    assert values["house"] == "House rules apply."


@pytest.mark.parametrize(
    ("field_id", "value"),
    [
        ("age", "forty"),
        ("age", 17),
        ("age", True),
        ("size", "XL"),
        ("has_dog", "yes"),
        ("full_name", "x" * 2001),
        ("full_name", "A\u0007B"),
        ("full_name", "\U0001f0a1"),
        ("sign", "drawn"),
        ("sign", {"image_id": "0199aaaa-0000-7000-8000-000000000000"}),
        ("sign", {"image_id": "no id"}),
        ("sign", {"image_id": None, "more": 1}),
        ("proof", {"file_id": "0199aaaa-0000-7000-8000-000000000000"}),
        ("proof", []),
        ("mail", "other@example.com"),
        ("day", "2026-01-01"),
    ],
)
def test_what_cannot_stand_in_a_field_is_refused_with_its_name(
    form: Signer, field_id: str, value: Any
) -> None:
    problem = check_problem(form.save(field_id, value), 422, "fields-refused")
    (sentence,) = problem["errors"]["fields"][field_id]
    assert "on page 1" in sentence


def test_nobody_fills_in_the_field_of_somebody_else(form: Signer) -> None:
    check_problem(form.save("theirs", "mine"), 403, "not-your-field")
    check_problem(form.save("house", "mine"), 403, "not-your-field")
    check_problem(form.save("nowhere", "x"), 404)


def test_fields_that_a_page_leaves_out_are_asked_for_all_the_same(form: Signer) -> None:
    """What has to be filled in stands in the contract, whatever the client knows or says."""
    form.save("age", 40)
    check_problem(form.finish(), 422, "fields-refused")
    check_problem(form.post("/finish", {**form.seen(), "fields": []}), 422)


def test_everything_that_was_filled_in_is_signed(
    form: Signer, runtime: Runtime, business: Business
) -> None:
    form.save("age", 40)
    form.save("sign", form.ink())
    form.save("full_name", "Samuel Signer")
    assert form.finish().status_code == 200
    values = form.view()["values"]
    assert values["mail"] == "sam@signers.example"
    assert len(values["day"]) == len("2026-11-26")
    assert values["full_name"] == "Samuel Signer"
    check_problem(form.save("age", 41), 409, "already-signed")


def test_nothing_is_taken_before_they_agreed_to_sign_electronically(
    app: App, runtime: Runtime, business: Business
) -> None:
    paper = sent(runtime, business)
    sam = at_desk(app, business, paper.tokens["client"])
    check_problem(sam.save("sign_client", None), 409, "consent-required")
    check_problem(sam.finish(), 409, "consent-required")
    body = {"kind": "signature", "how": "drawn", "png": "AAAA"}
    check_problem(sam.post("/images", body), 409, "consent-required")


@pytest.mark.parametrize(
    ("body", "status", "slug"),
    [
        ({"version": "1999-01", "language": "en"}, 409, "consent-outdated"),
        ({"version": "2026-11", "language": "tlh"}, 422, "malformed"),
        ({"version": "2026-11"}, 422, "malformed"),
    ],
)
def test_they_can_agree_only_to_a_text_that_stands(
    app: App, runtime: Runtime, business: Business, body: Any, status: int, slug: str
) -> None:
    paper = sent(runtime, business)
    sam = at_desk(app, business, paper.tokens["client"])
    check_problem(sam.post("/consent", body), status, slug)
    assert not sam.view()["consent"]["is_given"]


def test_the_text_that_they_agreed_to_is_kept_word_for_word(
    app: App, runtime: Runtime, business: Business
) -> None:
    paper = sent(runtime, business)
    sam = at_desk(app, business, paper.tokens["client"])
    sam.post("/consent", {"version": "2026-11", "language": "de"})
    again = sam.post("/consent", {"version": "2026-11", "language": "fr"}).json["consent"]
    assert (again["is_given"], again["language"]) == (True, "de")
    assert "elektronisch" in again["text"]


def test_a_signature_of_somebody_else_is_nobodys(
    app: App, runtime: Runtime, business: Business
) -> None:
    paper = sent(runtime, business, people=[ANN, BEN])
    ann, ben = (at_desk(app, business, paper.tokens[key]).agree() for key in ("ann", "ben"))
    hers = ann.ink()
    check_problem(ben.save("sign_ben", hers), 422, "fields-refused")
    assert ben.get(f"/images/{hers['image_id']}").status_code == 404
    assert ann.get(f"/images/{hers['image_id']}").mimetype == "image/png"


def test_initials_are_no_signature(app: App, runtime: Runtime, business: Business) -> None:
    paper = sent(runtime, business)
    sam = at_desk(app, business, paper.tokens["client"]).agree()
    check_problem(sam.save("sign_client", sam.ink("initials")), 422, "fields-refused")


def test_another_tab_makes_what_one_saw_stale(form: Signer) -> None:
    form.save("age", 40)
    form.save("sign", form.ink())
    seen = form.seen()
    form.save("age", 99)
    check_problem(form.post("/finish", seen), 412, "stale")
    check_problem(form.save("age", 40, version=seen["version"]), 412, "stale")
    assert form.finish().status_code == 200


def test_a_double_click_signs_once(app: App, runtime: Runtime, business: Business) -> None:
    paper = sent(runtime, business)
    sam = at_desk(app, business, paper.tokens["client"]).agree()
    sam.save("sign_client", sam.ink())
    seen = sam.seen()
    answers = [sam.post("/finish", seen, key="one-key") for _ in range(2)]
    assert [each.status_code for each in answers] == [200, 200]
    check_problem(sam.post("/finish", seen), 409, "already-signed")
    assert contract_of(runtime, business, paper.id).state == "sealing"


def test_saying_no_ends_the_contract_for_everybody(
    app: App, runtime: Runtime, business: Business, mailbox: Mailbox
) -> None:
    paper = sent(runtime, business, people=[ANN, BEN], created_by_id=business.owner.id)
    ann, ben = (at_desk(app, business, paper.tokens[key]) for key in ("ann", "ben"))
    check_problem(ann.post("/decline", {"reason": " "}), 422)
    assert ann.post("/decline", {"reason": "Too dear."}).json["reason"] == "declined"
    check_problem(ben.post("/consent", CONSENT), 409, "declined")
    assert ben.view()["reason"] == "declined"
    mailbox.deliver()
    (mail,) = mailbox.to(business.owner.email)
    assert "Too dear." in text_of(mail)


def test_an_approver_finishes_without_fields(
    app: App, runtime: Runtime, business: Business
) -> None:
    boss = Asked("boss", "Bo Boss", "bo@signers.example", kind="approver")
    paper = sent(runtime, business, people=[boss], fields=[])
    bo = at_desk(app, business, paper.tokens["boss"]).agree()
    assert bo.finish().status_code == 200
    assert contract_of(runtime, business, paper.id).state == "sealing"


def test_a_viewer_reads_and_nothing_more(app: App, runtime: Runtime, business: Business) -> None:
    viewer = Asked("vera", "Vera Viewer", "vera@signers.example", kind="viewer")
    paper = sent(runtime, business, people=[SAM, viewer], fields=to_sign("client"))
    vera = at_desk(app, business, paper.tokens["vera"])
    assert vera.view()["reason"] == "view_only"
    assert vera.post("/open").json["signer"]["state"] == "viewed"
    with vera.get("/document") as answer:
        assert answer.data.startswith(b"%PDF-")
    check_problem(vera.post("/consent", CONSENT), 409, "view-only")
    check_problem(vera.post("/decline", {"reason": "no"}), 409, "view-only")


def test_nobody_signs_in_somebody_elses_place(
    app: App, runtime: Runtime, business: Business
) -> None:
    """Whoever is in somebody's place in this browser may look, and not sign."""
    paper = sent(runtime, business)
    browser = begin_here(signed_in(app, business), business.people[Role.TENANT_STAFF])
    in_place = Signer(browser, paper.tokens["client"])
    assert in_place.view()["can_sign"]
    for path, body in (("/open", None), ("/consent", CONSENT), ("/decline", {"reason": "no"})):
        check_problem(in_place.post(path, body), 403, "not-while-visiting")
