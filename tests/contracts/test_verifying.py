"""Anybody may ask what a PDF is."""

from __future__ import annotations

from functools import partial
from typing import Any

import psycopg
import pytest

from benchmarks.paper import document
from smoothschedule.contracts.routes import verifying
from smoothschedule.core.api import App
from smoothschedule.pdf import confined
from smoothschedule.pdf.geometry import Area
from smoothschedule.pdf.marks import TextMark
from smoothschedule.pdf.overlay import stamp
from smoothschedule.runtime import Runtime
from tests.contracts.desk import Signer, contract_of, sent
from tests.factories import BASE, Business
from tests.mailbox import Mailbox
from tests.web import Browser, check_problem, visitor

PDF = "application/pdf"


@pytest.fixture
def sealed(app: App, runtime: Runtime, business: Business, mailbox: Mailbox) -> bytes:
    """A contract of the business that everybody has signed."""
    paper = sent(runtime, business, title="Terms of Aurora")
    Signer(visitor(app, business), paper.tokens["client"]).sign()
    mailbox.deliver()
    with runtime.files.open(str(contract_of(runtime, business, paper.id).sealed_pdf_path)) as file:
        return file.read()


def asked(browser: Browser, data: bytes) -> dict[str, Any]:
    answer = browser.call("POST", "/verify", data=data, content_type=PDF)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    document: dict[str, Any] = answer.json
    return document


def test_an_unchanged_document_says_who_signed_it(
    app: App, business: Business, sealed: bytes
) -> None:
    for browser in (visitor(app, business), Browser(app, BASE)):
        found = asked(browser, sealed)
        assert found["verdict"] == "unchanged"
        assert found["sealed_at"]
        assert found["contract"]["title"] == "Terms of Aurora"
        assert [each["name"] for each in found["contract"]["signers"]] == ["Sam Signer"]


def test_at_another_business_it_is_not_taken_for_theirs(
    app: App, business: Business, rival: Business, sealed: bytes
) -> None:
    later = stamp(sealed, [TextMark(0, Area(0.2, 0.6, 0.4, 0.1), "And more")])
    for data, added in ((sealed, 0), (later, len(later) - len(sealed))):
        found = asked(visitor(app, rival), data)
        assert (found["verdict"], found["contract"]) == ("elsewhere", None)
        assert (found["sealed_for"], found["added_bytes"]) == (f"{business.mark} House", added)
        assert found["sealed_at"]


def test_a_former_id_alone_makes_nothing_ones_own(
    app: App, business: Business, rival: Business, sealed: bytes, admin: psycopg.Connection
) -> None:
    admin.execute(
        "UPDATE tenants SET former_ids = ARRAY[%s::uuid] WHERE id = %s", (business.id, rival.id)
    )
    assert asked(visitor(app, rival), sealed)["verdict"] == "elsewhere"


def test_where_its_contract_is_gone_it_is_still_the_business_s_own(
    app: App, business: Business, sealed: bytes, admin: psycopg.Connection
) -> None:
    admin.execute(
        "UPDATE contracts SET state = 'voided', sealed_pdf_path = NULL, sealed_sha256 = NULL"
    )
    found = asked(visitor(app, business), sealed)
    assert (found["verdict"], found["sealed_for"]) == ("unchanged", None)


def test_one_flipped_byte_is_found(app: App, business: Business, sealed: bytes) -> None:
    for at in (20, len(sealed) // 2, len(sealed) - 40):
        touched = bytearray(sealed)
        touched[at] ^= 1
        found = asked(visitor(app, business), bytes(touched))
        assert found["verdict"] in ("broken", "unreadable")
        assert (found["contract"], found["sealed_at"]) == (None, None)


def test_what_was_added_later_is_said_with_its_size(
    app: App, business: Business, sealed: bytes
) -> None:
    later = stamp(sealed, [TextMark(0, Area(0.2, 0.6, 0.4, 0.1), "And more")])
    found = asked(visitor(app, business), later)
    assert found["verdict"] == "added_to"
    assert found["added_bytes"] == len(later) - len(sealed)
    assert found["contract"]["title"] == "Terms of Aurora"


@pytest.mark.parametrize(("data", "verdict"), [(document(), "unsealed"), (b"hello", "unreadable")])
def test_what_is_not_sealed_says_so(
    app: App, business: Business, data: bytes, verdict: str
) -> None:
    assert asked(visitor(app, business), data)["verdict"] == verdict


def test_nothing_and_too_much_are_refused(app: App, business: Business) -> None:
    browser = visitor(app, business)
    check_problem(browser.call("POST", "/verify", data=b"", content_type=PDF), 422, "no-file")
    large = b"%PDF-" + b"\0" * 50_000_000
    check_problem(browser.call("POST", "/verify", data=large, content_type=PDF), 413, "too-large")


def test_a_file_that_exhausts_its_reader_is_not_called_broken(
    app: App, business: Business, sealed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    little = confined.LIMITS_OF_VERIFYING.__class__(memory_bytes=50_000_000, wall_seconds=20)
    monkeypatch.setattr(confined, "verify", partial(confined.verify, limits=little))
    assert asked(visitor(app, business), sealed)["verdict"] in ("unreadable", "unclear")


def test_when_all_places_are_taken_one_is_told_to_come_back(
    app: App, business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "PATIENCE_SECONDS", 0.01)
    for _ in range(verifying.AT_ONCE):
        verifying._places.acquire()
    try:
        answer = visitor(app, business).call("POST", "/verify", data=b"x", content_type=PDF)
        check_problem(answer, 503, "busy-verifying")
        assert answer.headers["Retry-After"] == "10"
    finally:
        for _ in range(verifying.AT_ONCE):
            verifying._places.release()


def test_a_contract_that_is_not_here_any_more_is_not_told_of(
    app: App, sealed: bytes, admin: psycopg.Connection
) -> None:
    admin.execute(
        "UPDATE contracts SET state = 'voided', sealed_pdf_path = NULL, sealed_sha256 = NULL"
    )
    found = asked(Browser(app, BASE), sealed)
    assert (found["verdict"], found["contract"]) == ("unchanged", None)
