"""Signatures and files as they come in, and signatures that are remembered."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import Any

import psycopg
import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from benchmarks.paper import Asked, Paper, box, signature, to_sign
from smoothschedule.contracts.models import SavedSignature, SignatureImage
from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.contracts.desk import Signer, sent, sent_file
from tests.factories import Business
from tests.web import check_problem, visitor


def png(image: Image.Image) -> str:
    written = BytesIO()
    image.save(written, "PNG")
    return b64encode(written.getvalue()).decode()


@pytest.fixture
def sam(app: App, runtime: Runtime, business: Business) -> Signer:
    """A signer who has agreed, with a file to attach as well."""
    fields = [*to_sign("client"), box("proof", "attachment", at=3)]
    paper = sent(runtime, business, fields=fields)
    return Signer(visitor(app, business), paper.tokens["client"]).agree()


@pytest.mark.parametrize(
    ("picture", "status", "slug"),
    [
        (png(Image.new("RGB", (300, 100), "white")), 422, "signature-refused"),
        (png(Image.new("RGB", (300, 100), "black")), 422, "signature-refused"),
        (b64encode(b"<svg onload='alert(1)'/>").decode(), 422, "signature-refused"),
        (b64encode(b"GIF89a").decode(), 422, "signature-refused"),
        ("", 422, "signature-refused"),
        ("no base64 at all!", 422, "malformed"),
        (7, 422, "malformed"),
        (None, 422, "malformed"),
        ("A" * 4_005_000, 422, "malformed"),
        ("A" * 20_000_000, 413, "too-large"),
    ],
    ids=[
        *("white", "black", "svg", "gif", "empty", "no base64", "a number", "nothing"),
        *("3 MB and more", "20 MB"),
    ],
)
def test_what_is_no_signature_is_refused(sam: Signer, picture: Any, status: int, slug: str) -> None:
    body = {"kind": "signature", "how": "drawn", "png": picture}
    check_problem(sam.post("/images", body), status, slug)


def test_a_signature_is_kept_once_however_often_it_is_sent(sam: Signer) -> None:
    assert sam.ink() == sam.ink()
    data = f"data:image/png;base64,{signature()}"
    body = {"kind": "signature", "how": "drawn", "png": data}
    assert sam.post("/images", body).json["id"] == sam.ink()["image_id"]


def test_the_picture_that_is_shown_is_not_the_one_that_was_sent(sam: Signer) -> None:
    url = sam.view()["images"] or {}
    assert not url
    image = sam.ink()["image_id"]
    answer = sam.browser.get(sam.view()["images"][image])
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert b64encode(answer.data).decode() != signature()


def test_a_file_is_attached_and_named_as_what_it_is(sam: Signer) -> None:
    answer = sam.post("/files?field_id=proof", **sent_file(b"%PDF-1.7", "..\\up/../my id.PNG"))
    assert answer.status_code == 201
    assert answer.json["name"] == "my id.PNG.pdf"
    assert sam.save("proof", {"file_id": answer.json["id"]}).status_code == 200
    view = sam.view()
    assert view["files"][answer.json["id"]] == {"name": "my id.PNG.pdf", "size_bytes": 8}
    again = sam.post("/files?field_id=proof", **sent_file(b"%PDF-1.7", "..\\up/../my id.PNG"))
    assert (again.status_code, again.json) == (201, answer.json)  # its answer may have got lost
    other = sam.post("/files?field_id=proof", **sent_file(b"%PDF-1.7", "another.pdf"))
    assert other.json["id"] != answer.json["id"]


def test_others_may_sign_while_the_scanner_looks(
    sam: Signer, runtime: Runtime, admin: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    class Scanner:
        def finding(self, content: bytes) -> None:
            admin.execute("SELECT id FROM contracts FOR UPDATE NOWAIT")
            seen.append(content)

    monkeypatch.setitem(runtime.__dict__, "scanner", Scanner())
    answer = sam.post("/files?field_id=proof", **sent_file(b"%PDF-1.7", "a.pdf"))
    assert answer.status_code == 201
    sam.ink()
    assert len(seen) == 2


@pytest.mark.parametrize(
    ("content", "field", "status", "slug"),
    [
        (b"<html><script>alert(1)</script>", "proof", 422, "file-refused"),
        (b"MZ\x90", "proof", 422, "file-refused"),
        (b"", "proof", 422, "file-refused"),
        (b"%PDF-1.7", "sign_client", 422, "fields-refused"),
        (b"%PDF-1.7", "nowhere", 404, "not-found"),
        (b"%PDF-" + b"\0" * 10_000_100, "proof", 413, "too-large"),
        (b"%PDF-" + b"\0" * 30_000_000, "proof", 413, "too-large"),
    ],
    ids=["html", "a program", "empty", "another field", "no field", "10 MB", "30 MB"],
)
def test_what_is_no_file_of_ours_is_refused(
    sam: Signer, content: bytes, field: str, status: int, slug: str
) -> None:
    answer = sam.post(f"/files?field_id={field}", **sent_file(content, "a.pdf"))
    check_problem(answer, status, slug)


def known(runtime: Runtime, business: Business, **more: Any) -> Paper:
    """A contract for the customer, by the address that is known of them."""
    person = business.people[Role.CUSTOMER]
    details = {"party": "customer", "customer_id": business.customer_id}
    asked = Asked("client", person.name, more.pop("email", person.email), more=details)
    return sent(runtime, business, people=[asked])


def at(app: Flask, business: Business, paper: Paper) -> Signer:
    return Signer(visitor(app, business), paper.tokens["client"])


def test_a_signature_is_remembered_by_choice_and_put_down_again(
    app: App, runtime: Runtime, business: Business
) -> None:
    first = at(app, business, known(runtime, business)).agree()
    first.ink()
    assert first.view()["remembered"] == {
        "may_remember": True,
        "signature": None,
        "initials": None,
    }
    first.ink(remember=True)
    second = at(app, business, known(runtime, business)).agree()
    shown = second.view()["remembered"]["signature"]["image_url"]
    assert second.browser.get(shown).mimetype == "image/png"
    again = second.post("/images", {"kind": "signature", "how": "remembered"})
    assert again.status_code == 201
    assert second.save("sign_client", {"image_id": again.json["id"]}).status_code == 200
    with runtime.units.tenant(business.id) as work:
        images = work.session.scalars(select(SignatureImage).order_by(SignatureImage.id)).all()
        assert {each.sha256 for each in images} == {images[0].sha256}
        (saved,) = work.session.scalars(select(SavedSignature))
        with runtime.files.open(images[0].path) as file:
            assert file.read() not in saved.ciphertext


def test_what_is_remembered_goes_when_they_say_so(
    app: App, runtime: Runtime, business: Business, admin: psycopg.Connection
) -> None:
    signer = at(app, business, known(runtime, business)).agree()
    signer.ink(remember=True)
    path = f"/signing/{signer.token}/remembered"
    assert signer.browser.call("DELETE", path).status_code == 204
    assert signer.view()["remembered"]["signature"] is None
    check_problem(signer.post("/images", {"kind": "signature", "how": "remembered"}), 404)
    (count,) = admin.execute("SELECT count(*) FROM saved_signatures").fetchone() or (None,)
    assert count == 0


def test_nobody_else_sees_what_is_remembered(
    app: App, runtime: Runtime, business: Business
) -> None:
    """Not even who holds a link of the same customer that was mailed somewhere else."""
    at(app, business, known(runtime, business)).agree().ink(remember=True)
    stranger = at(app, business, sent(runtime, business)).agree()
    elsewhere = at(app, business, known(runtime, business, email="other@example.com")).agree()
    for signer in (stranger, elsewhere):
        assert signer.view()["remembered"] == {
            "may_remember": False,
            "signature": None,
            "initials": None,
        }
        check_problem(signer.get("/remembered/signature"), 404)
        check_problem(signer.post("/images", {"kind": "signature", "how": "remembered"}), 404)
        signer.ink(remember=True)
        signer.browser.call("DELETE", f"/signing/{signer.token}/remembered")
    again = at(app, business, known(runtime, business))
    assert again.view()["remembered"]["signature"]
