"""Certificate pages and the seal: what was sealed is told from what was touched since."""

import asyncio
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given, settings, strategies as st
from pypdf import PdfReader, PdfWriter

from smoothschedule.pdf import confined, verification
from smoothschedule.pdf.certificate import Certificate, Line, Section, with_certificate
from smoothschedule.pdf.document import Document
from smoothschedule.pdf.geometry import Area
from smoothschedule.pdf.increment import Increment, dictionary, entries_of
from smoothschedule.pdf.marks import TextMark
from smoothschedule.pdf.overlay import stamp
from smoothschedule.pdf.own_thread import in_own_thread
from smoothschedule.pdf.preflight.preparing import prepare
from smoothschedule.pdf.seal import development_pkcs12, key_from_pkcs12, seal
from smoothschedule.pdf.verdicts import Verdict
from smoothschedule.pdf.verification import verify
from tests.pdf import files
from tests.pdf.looking import changed, count, ink, seen

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
CERTIFICATE = Certificate(
    title="Certificate of signatures",
    summary=(Line("Document", "Terms"), Line("SHA-256", "0123456789abcdef" * 4)),
    sections=(
        Section(
            "Alice Example", (Line("E-mail", "alice@example.com"), Line("Verified", "by e-mail"))
        ),
        Section("مريم and 山田さん", (Line("", "Consent to electronic records, version 3"),)),
    ),
    footer="Contract 42",
)


@cache
def key(name="Ours"):
    return key_from_pkcs12(development_pkcs12(name, now=NOW, passphrase=b"secret"), b"secret")


@cache
def sealed():
    marked = stamp(files.one_page(), [TextMark(0, Area(0.2, 0.3, 0.4, 0.1), "Alice")])
    whole = with_certificate(marked, CERTIFICATE)
    return seal(whole, key(), now=NOW, reason="All signed").data


def verdict(data):
    return verify(data, [key().certificate]).verdict


def test_certificate_pages_follow_the_document_and_leave_it_as_it_was():
    data = files.SIGNABLE["rotation inherited"]
    whole = with_certificate(data, CERTIFICATE)
    assert whole.startswith(data)
    assert count(whole) == 2
    assert changed(seen(data), seen(whole)).getbbox() is None
    text = PdfReader(BytesIO(whole)).pages[1].extract_text()
    assert all(word in text for word in ("Certificate of signatures", "Alice Example", "Contract"))
    assert ink(seen(whole, 1))


@pytest.mark.parametrize("name", ["object streams", "linearized", "the same page twice"])
def test_certificate_pages_follow_any_kind_of_file(name):
    data = prepare(files.SIGNABLE[name]).data
    whole = with_certificate(data, CERTIFICATE)
    assert count(whole) == count(data) + 1
    assert changed(seen(data), seen(whole)).getbbox() is None


def test_a_long_list_of_events_goes_on_over_pages():
    events = tuple(
        Line(f"Event {at}", "Something happened, " * 8, f"hash {at}") for at in range(120)
    )
    long = Certificate("Certificate", (), (Section("Events", events),), "Contract 42")
    whole = with_certificate(files.one_page(), long)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(whole)).pages)
    assert count(whole) > 4
    assert all(f"Event {at}" in text and f"hash {at}" in text for at in (0, 60, 119))


def test_a_very_long_value_is_parted_over_pages():
    long = Certificate("Certificate", (Line("Hash chain", "0123456789abcdef " * 1000),), (), "x")
    assert count(with_certificate(files.one_page(), long)) > 2


def test_a_sealed_document_is_ours_and_unchanged():
    found = verify(sealed(), [key().certificate])
    assert (found.verdict, found.sealed_at) == (Verdict.UNCHANGED, NOW)
    assert (found.timestamped_at, found.sealed_bytes) == (None, len(sealed()))


def test_the_seal_leaves_what_it_seals_as_it_was():
    before = with_certificate(files.one_page(), CERTIFICATE)
    after = seal(before, key(), now=NOW, reason="All signed").data
    assert after.startswith(before)
    assert changed(seen(before), seen(after)).getbbox() is None


@given(st.integers(0, 10**9), st.integers(1, 255))
@settings(max_examples=25, deadline=None)
def test_one_flipped_byte_is_found_wherever_it_is(at, flip):
    data = bytearray(sealed())
    data[at % len(data)] ^= flip
    assert verdict(bytes(data)) is not Verdict.UNCHANGED


def test_a_seal_is_made_and_verified_where_an_event_loop_runs():
    async def made_and_verified():
        made = seal(files.one_page(), key(), now=NOW, reason="All signed").data
        return verdict(made)

    # In a thread without a loop, whatever the tests before this one left in ours.
    found = in_own_thread(lambda: asyncio.run(made_and_verified()))
    assert found is Verdict.UNCHANGED


def test_bytes_cannot_hide_in_the_gap_of_the_seal():
    data = sealed()
    begin = data.index(b"/Contents <") + len(b"/Contents <")
    end = data.index(b">", begin)
    for at in (begin, begin + 40, end - 1, end - 30):
        touched = bytearray(data)
        touched[at] = ord("a") if touched[at] != ord("a") else ord("b")
        assert verdict(bytes(touched)) is not Verdict.UNCHANGED


def test_a_later_section_is_reported_as_an_addition():
    later = stamp(sealed(), [TextMark(0, Area(0.2, 0.6, 0.4, 0.1), "And more")])
    found = verify(later, [key().certificate])
    assert found.verdict is Verdict.ADDED_TO
    assert found.sealed_bytes == len(sealed())
    assert verdict(sealed() + b"\n") is not Verdict.UNCHANGED


def test_a_file_written_anew_is_not_ours_any_more():
    writer = PdfWriter(clone_from=BytesIO(sealed()))
    target = BytesIO()
    writer.write(target)
    assert verdict(target.getvalue()) is Verdict.BROKEN


def test_the_seal_of_somebody_else_is_foreign():
    theirs = seal(files.one_page(), key("Theirs"), now=NOW, reason="x").data
    assert verdict(theirs) is Verdict.FOREIGN


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (files.one_page(), Verdict.UNSEALED),
        (b"", Verdict.UNREADABLE),
        (b"%PDF-", Verdict.UNREADABLE),
    ],
)
def test_what_carries_no_seal_says_so(data, expected):
    assert verdict(data) is expected


def test_a_sealed_document_cannot_be_sent_again_as_a_template():
    with pytest.raises(Exception, match="pdf_certified_no_changes"):
        prepare(sealed())


def test_a_wrong_passphrase_opens_no_key():
    with pytest.raises(ValueError, match=r"."):
        key_from_pkcs12(development_pkcs12("x", now=NOW, passphrase=b"right"), b"wrong")


def test_the_reason_is_read_from_what_the_seal_covers_alone():
    assert verify(sealed(), [key().certificate]).reason == "All signed"
    document = Document(sealed())
    (field,) = document.catalog["/AcroForm"]["/Fields"]
    seal_itself = field.get_object().raw_get("/V")
    increment = Increment(document)
    forged = entries_of(seal_itself.get_object()) | {"/Reason": b"(Another contract)"}
    increment.put(seal_itself.idnum, dictionary(forged), 0)
    found = verify(increment.finish(), [key().certificate])
    assert found.reason in (None, "All signed")
    assert found.verdict is not Verdict.UNCHANGED


def test_a_file_is_verified_in_a_process_of_its_own():
    mine = confined.verify(sealed(), [key().certificate])
    assert mine == verify(sealed(), [key().certificate])
    assert confined.verify(files.one_page(), []).verdict is Verdict.UNSEALED


def test_what_goes_wrong_on_our_side_breaks_nobodys_file(monkeypatch):
    def out_of_memory(*_):
        raise MemoryError("no room")

    monkeypatch.setattr(verification, "validate_pdf_signature", out_of_memory)
    found = verify(sealed(), [key().certificate])
    assert found.verdict is Verdict.UNCLEAR
    assert found.trouble == "MemoryError: no room"
