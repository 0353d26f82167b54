"""From the last signature to the sealed document in everybody's mailbox."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import psycopg
import pytest
from flask import Flask
from pypdf import PdfReader

from benchmarks.paper import SAM, Asked, Paper, box, to_sign
from smoothschedule.contracts.jobs import sealing
from smoothschedule.contracts.jobs.copies import mail_contract_copies
from smoothschedule.contracts.operations.sealing import due_for_sealing
from smoothschedule.contracts.rules.chain import next_link
from smoothschedule.contracts.seal_keys import known_certificates
from smoothschedule.core.api import App
from smoothschedule.pdf.verdicts import Verdict
from smoothschedule.pdf.verification import verify
from smoothschedule.runtime import Runtime
from smoothschedule.scheduler import see_to_contracts
from smoothschedule.storage.port import StorageError
from tests.contracts.desk import Signer, contract_of, sent
from tests.factories import Business
from tests.mailbox import Mailbox, text_of
from tests.web import check_problem, signed_in, visitor


def signed(app: Flask, runtime: Runtime, business: Business, **wish: Any) -> Paper:
    """A contract that everybody has signed and nobody has sealed."""
    paper = sent(runtime, business, **wish)
    answer = Signer(visitor(app, business), paper.tokens["client"]).sign()
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return paper


def sealed_bytes(runtime: Runtime, business: Business, paper: Paper) -> bytes:
    contract = contract_of(runtime, business, paper.id)
    assert contract.sealed_pdf_path is not None, contract.seal_error
    with runtime.files.open(contract.sealed_pdf_path) as file:
        return file.read()


def test_a_link_that_the_business_passed_on_is_not_said_to_have_been_mailed(
    app: App, runtime: Runtime, business: Business, admin: psycopg.Connection
) -> None:
    paper = sent(runtime, business)
    owner = signed_in(app, business)
    (person,) = owner.get(f"/contracts/{paper.id}").json["signers"]
    shown = owner.post(f"/contracts/{paper.id}/signers/{person['id']}/link").json["url"]
    assert Signer(visitor(app, business), shown.rpartition("/")[2]).sign().status_code == 200
    query = "SELECT details->>'verified_by' FROM contract_events WHERE kind = 'signed'"
    assert admin.execute(query).fetchall() == [("handed_link",)]


def test_the_sealed_document_says_who_signed_what_and_how(
    app: App, runtime: Runtime, business: Business, mailbox: Mailbox
) -> None:
    paper = signed(app, runtime, business)
    mailbox.deliver()
    data = sealed_bytes(runtime, business, paper)
    contract = contract_of(runtime, business, paper.id)
    assert hashlib.sha256(data).hexdigest() == contract.sealed_sha256
    found = verify(data, known_certificates(runtime.settings))
    assert found.verdict is Verdict.UNCHANGED
    assert str(paper.id) in str(found.reason)
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages[1:])
    said = (
        "Certificate of signatures",
        "Sam Signer",
        "sam@signers.example",
        "by a link mailed to the address",
        "127.0.0.1",
        str(contract.original_pdf_sha256),
        "Sam Signer signed.",
        "I agree to receive, read and sign this document electronically",
    )
    assert not [each for each in said if each not in text]


def test_the_original_stays_what_it_was_within_the_sealed_document(
    app: App, runtime: Runtime, business: Business, mailbox: Mailbox
) -> None:
    paper = signed(app, runtime, business)
    mailbox.deliver()
    contract = contract_of(runtime, business, paper.id)
    with runtime.files.open(str(contract.original_pdf_path)) as file:
        assert sealed_bytes(runtime, business, paper).startswith(file.read())


def test_everybody_has_one_mail_with_link_and_file(
    app: App, runtime: Runtime, business: Business, mailbox: Mailbox
) -> None:
    copied = Asked("cc", "Cara Copy", "cara@signers.example", kind="cc", order=9)
    paper = signed(
        app,
        runtime,
        business,
        people=[SAM, copied],
        fields=to_sign("client"),
        created_by_id=business.owner.id,
    )
    mailbox.deliver()
    for address in (SAM.email, copied.email, business.owner.email):
        (mail,) = mailbox.to(address)
        (attached,) = mail.iter_attachments()
        assert attached.get_content() == sealed_bytes(runtime, business, paper)
        assert f"http://{business.host}" in text_of(mail)
    (mail,) = mailbox.to(copied.email)
    token = text_of(mail).partition("/sign/s/")[2].split()[0]
    view = Signer(visitor(app, business), token).view()
    assert (view["reason"], view["download"]["state"]) == ("completed", "ready")


def test_a_large_document_is_behind_the_link_alone(
    app: App,
    runtime: Runtime,
    business: Business,
    mailbox: Mailbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("smoothschedule.contracts.jobs.copies.MOST_ATTACHED_BYTES", 100)
    signed(app, runtime, business)
    mailbox.deliver()
    (mail,) = mailbox.to(SAM.email)
    assert not list(mail.iter_attachments())
    assert "/sign/s/" in text_of(mail)


def test_copies_are_mailed_once_however_often_the_job_runs(
    app: App, runtime: Runtime, business: Business, mailbox: Mailbox
) -> None:
    paper = signed(app, runtime, business)
    mailbox.deliver()
    mail_contract_copies(runtime, business.id, contract_id=str(paper.id))
    assert len(mailbox.to(SAM.email)) == 1


def test_sealing_twice_gives_one_document(app: App, runtime: Runtime, business: Business) -> None:
    paper = signed(app, runtime, business)
    with runtime.units.tenant(business.id) as work:
        due = due_for_sealing(work, paper.id)
    assert due is not None
    sealing.seal_contract(runtime, business.id, contract_id=str(paper.id))
    first = sealed_bytes(runtime, business, paper)
    late = sealing.sealed_document(due, runtime.settings, runtime.files)
    assert runtime.files.size(late.path) is not None
    sealing.seal_contract(runtime, business.id, contract_id=str(paper.id))
    assert sealed_bytes(runtime, business, paper) == first


def test_of_two_runs_at_once_the_second_leaves_nothing_behind(
    app: App, runtime: Runtime, business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = signed(app, runtime, business)
    whole, made = sealing.sealed_document, []

    def overtaken(*args: Any) -> Any:
        mine = whole(*args)
        if not made:
            made.append(mine)
            sealing.seal_contract(runtime, business.id, contract_id=str(paper.id))
        return mine

    monkeypatch.setattr(sealing, "sealed_document", overtaken)
    sealing.seal_contract(runtime, business.id, contract_id=str(paper.id))
    contract = contract_of(runtime, business, paper.id)
    assert contract.state == "completed"
    assert contract.sealed_pdf_path != made[0].path
    assert runtime.files.size(made[0].path) is None


def test_a_stored_file_that_was_exchanged_is_not_sealed(
    app: App, runtime: Runtime, business: Business, mailbox: Mailbox
) -> None:
    paper = signed(app, runtime, business, created_by_id=business.owner.id)
    path = str(contract_of(runtime, business, paper.id).original_pdf_path)
    with runtime.files.open(path) as file:
        original = file.read()
    runtime.files.put(path, BytesIO(original + b"\n% more"), content_type="application/pdf")
    mailbox.deliver()
    contract = contract_of(runtime, business, paper.id)
    assert contract.state == "seal_failed"
    assert "not the one that was signed" in str(contract.seal_error)
    (mail,) = mailbox.to(business.owner.email)
    assert "could not be sealed" in text_of(mail)
    runtime.files.put(path, BytesIO(original), content_type="application/pdf")
    owner = signed_in(app, business)
    assert owner.post(f"/contracts/{paper.id}/retry-seal").status_code == 202
    mailbox.deliver()
    assert contract_of(runtime, business, paper.id).state == "completed"
    check_problem(owner.post(f"/contracts/{paper.id}/retry-seal"), 409, "seal-not-failed")


@pytest.fixture
def store_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The store answers nothing while a document is to be made."""

    def away(*_: Any) -> None:
        raise StorageError("away")

    with monkeypatch.context() as patch:
        patch.setattr(sealing, "sealed_document", away)
        yield patch


def test_trouble_that_may_pass_is_seen_and_tried_again(
    app: App,
    runtime: Runtime,
    business: Business,
    admin: psycopg.Connection,
    mailbox: Mailbox,
    store_away: pytest.MonkeyPatch,
) -> None:
    paper = signed(app, runtime, business)
    mailbox.deliver()
    contract = contract_of(runtime, business, paper.id)
    assert (contract.state, contract.seal_error is None) == ("sealing", False)
    see_to_contracts(runtime)
    assert contract_of(runtime, business, paper.id).state == "sealing"
    store_away.undo()
    admin.execute("UPDATE jobs SET due_at = now(), sent_at = NULL")
    mailbox.relay.resend_lost_jobs()
    mailbox.deliver()
    contract = contract_of(runtime, business, paper.id)
    assert (contract.state, contract.seal_error) == ("completed", None)


@pytest.mark.usefixtures("store_away")
def test_trouble_to_the_end_is_a_failure_that_can_be_retried(
    app: App,
    runtime: Runtime,
    business: Business,
    admin: psycopg.Connection,
    mailbox: Mailbox,
) -> None:
    paper = signed(app, runtime, business)
    mailbox.deliver()
    admin.execute("UPDATE jobs SET state = 'failed', finished_at = now()")
    see_to_contracts(runtime)
    assert contract_of(runtime, business, paper.id).state == "seal_failed"


def test_what_got_lost_on_its_way_is_sealed_by_the_sweeper_however_old(
    app: App, runtime: Runtime, business: Business, admin: psycopg.Connection, mailbox: Mailbox
) -> None:
    """Its worker was killed at every attempt, or its job is long forgotten."""
    paper = signed(app, runtime, business)
    mailbox.relay.empty()
    admin.execute("DELETE FROM jobs")
    mailbox.relay.queue.empty()
    admin.execute("UPDATE contracts SET sent_at = sent_at - interval '400 days'")
    assert see_to_contracts(runtime) == 1
    see_to_contracts(runtime)
    mailbox.deliver()
    assert contract_of(runtime, business, paper.id).state == "completed"
    assert see_to_contracts(runtime) == 0
    kinds = [each["kind"] for each in evidence(app, business, paper)["events"]]
    assert kinds.count("sealed") == 1


def evidence(app: Flask, business: Business, paper: Paper) -> dict[str, Any]:
    answer = signed_in(app, business).get(f"/contracts/{paper.id}/evidence")
    assert answer.status_code == 200
    document: dict[str, Any] = answer.json
    return document


def test_the_evidence_can_be_checked_without_us(
    app: App, runtime: Runtime, business: Business, mailbox: Mailbox
) -> None:
    paper = signed(app, runtime, business)
    mailbox.deliver()
    found = evidence(app, business, paper)
    assert found["chain"]["is_whole"]
    assert [each["kind"] for each in found["events"]] == [
        "sent",
        "viewed",
        "consented",
        "signed",
        "signed_by_all",
        "sealed",
    ]
    before = None
    for event in found["events"]:
        assert event["prev_hash"] == before
        assert next_link(before, event) == event["hash"]
        before = event["hash"]
    (signer,) = found["signers"]
    assert signer["consent"]["text"].startswith("I agree")
    signature = found["events"][3]["details"]
    assert signature["document_sha256"] == found["contract"]["document_sha256"]
    assert set(signature["values"]["sign_client"]) == {"sha256"}


def test_an_altered_event_shows_in_the_evidence(
    app: App, runtime: Runtime, business: Business, admin: psycopg.Connection
) -> None:
    paper = signed(app, runtime, business)
    admin.execute("UPDATE contract_events SET ip = '192.0.2.9' WHERE kind = 'consented'")
    found = evidence(app, business, paper)
    assert found["chain"]["is_whole"] is False
    assert found["chain"]["first_break"] == 3
    admin.execute("DELETE FROM contract_events WHERE number >= 3")
    cut = evidence(app, business, paper)
    assert (cut["chain"]["is_whole"], cut["chain"]["first_break"]) == (False, None)
    admin.execute("DELETE FROM contract_events")
    admin.execute("UPDATE contracts SET last_event_hash = NULL")
    assert evidence(app, business, paper)["chain"]["is_whole"] is False


def test_names_and_words_in_any_script_come_through_to_the_seal(
    app: App, runtime: Runtime, business: Business, mailbox: Mailbox
) -> None:
    sam = Asked("client", "Σωκράτης 山田 مريم")
    fields = [
        *to_sign("client"),
        box("words", "text", at=2),
        box("yes", "checkbox", at=3),
        box("count", "number", at=4),
        box("day", "date", at=5),
        box("proof", "attachment", at=6),
    ]
    paper = sent(runtime, business, people=[sam], fields=fields, title="Договор \U0001f0a1")
    signer = Signer(visitor(app, business), paper.tokens["client"]).agree()
    file = {"file": (BytesIO(b"%PDF-1.7 \xc3\xa4"), "рукопись.pdf")}
    proof = signer.post("/files?field_id=proof", data=file)
    assert proof.status_code == 201, proof.get_data(as_text=True)
    for id, value in (
        ("sign_client", signer.ink()),
        ("words", "नमस्ते שלום สวัสดี"),
        ("yes", True),
        ("count", 2.5),
        ("day", "2026-12-24"),
        ("proof", {"file_id": proof.json["id"]}),
    ):
        assert signer.save(id, value).status_code == 200, id
    assert signer.finish().status_code == 200
    mailbox.deliver()
    pages = PdfReader(BytesIO(sealed_bytes(runtime, business, paper))).pages
    text = "".join(page.extract_text() for page in pages)
    assert "24 Dec 2026" in text
    assert "2.5" in text
    assert "рукопись.pdf" in text
