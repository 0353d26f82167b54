"""The virus scanner as it is spoken to."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from scripts.local.ports import LOOPBACK, free_port
from smoothschedule.scanning import CHUNK_BYTES, Clamd, NoScanner, ScannerError, scanner_from
from tests.clamd import EICAR, FakeClamd, serving_clamd


@pytest.fixture
def clamd() -> Iterator[FakeClamd]:
    with serving_clamd() as server:
        yield server


def test_every_byte_is_shown_and_what_is_harmful_is_named(clamd: FakeClamd) -> None:
    scanner = scanner_from(clamd.url)
    large = bytes(range(256)) * (CHUNK_BYTES // 256 + 1)

    assert scanner.finding(b"") is None
    assert scanner.finding(large) is None
    assert scanner.finding(large + EICAR) == "Eicar-Signature"
    assert clamd.seen == [b"", large, large + EICAR]


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0",
        b"OK\0",
        b"stream: OK but\0",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"\xff" * 9000,
    ],
)
def test_any_other_answer_is_no_permission(clamd: FakeClamd, answer: bytes) -> None:
    clamd.answer = answer
    with pytest.raises(ScannerError):
        scanner_from(clamd.url).finding(b"harmless")


def test_a_scanner_that_is_away_or_silent_is_no_permission() -> None:
    with pytest.raises(ScannerError):
        Clamd(LOOPBACK, free_port()).finding(b"harmless")
    with socket.create_server((LOOPBACK, 0)) as silent:
        scanner = Clamd(LOOPBACK, silent.getsockname()[1], timeout_seconds=0.05)
        with pytest.raises(ScannerError):
            scanner.finding(b"harmless")


def test_the_setting_names_a_scanner_or_none() -> None:
    assert scanner_from("clamd://clamav") == Clamd("clamav", 3310)
    assert isinstance(scanner_from(""), NoScanner)
    assert scanner_from("").finding(EICAR) is None
    for url in ("http://clamav", "clamd://", "clamd:///run/clamd.sock"):
        with pytest.raises(ValueError, match="UPLOAD_SCANNER"):
            scanner_from(url)
