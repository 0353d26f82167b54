"""The virus scanner as it is spoken to."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest

from scripts.local.ports import LOOPBACK, free_port
from smoothschedule.scanning import CHUNK_BYTES, Clamd, NoScanner, ScannerError
from tests.clamd import EICAR, FakeClamd, serving_clamd


@pytest.fixture
def clamd() -> Iterator[FakeClamd]:
    with serving_clamd() as server:
        yield server


def test_every_byte_is_shown_and_what_is_harmful_is_named(clamd: FakeClamd) -> None:
    scanner = clamd.scanner
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
        clamd.scanner.finding(b"harmless")


def test_a_scanner_that_is_away_or_silent_is_no_permission() -> None:
    with pytest.raises(ScannerError):
        Clamd(LOOPBACK, free_port()).finding(b"harmless")
    with socket.create_server((LOOPBACK, 0)) as silent:
        scanner = Clamd(LOOPBACK, silent.getsockname()[1], timeout_seconds=0.05)
        with pytest.raises(ScannerError):
            scanner.finding(b"harmless")


def test_a_scanner_that_answers_bit_by_bit_has_no_more_time_than_another(
    clamd: FakeClamd,
) -> None:
    clamd.answer, clamd.pause_seconds = b"stream: OK\0", 0.02
    assert clamd.scanner.finding(b"harmless") is None
    with pytest.raises(ScannerError):
        replace(clamd.scanner, timeout_seconds=0.1).finding(b"harmless")


def test_without_a_scanner_everything_passes() -> None:
    assert NoScanner().finding(EICAR) is None
