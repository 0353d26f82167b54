"""Seals that a time stamp server vouches for, and what is seen when it does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from smoothschedule.contracts.jobs.sealing import seal_contract
from smoothschedule.contracts.seal_keys import known_certificates
from smoothschedule.core.api import App
from smoothschedule.pdf.verdicts import Verdict
from smoothschedule.pdf.verification import verify
from smoothschedule.runtime import Runtime
from tests.contracts.desk import Signer, contract_of, sent
from tests.factories import Business
from tests.time_stamps import Clock, clock_server
from tests.web import signed_in, visitor

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[Clock]:
    with clock_server(NOON) as server:
        yield server


def sealed(app: App, runtime: Runtime, business: Business, clock: Clock) -> tuple[str, bytes]:
    """What the desk sees of the time stamp, and the finished document."""
    paper = sent(runtime, business)
    assert Signer(visitor(app, business), paper.tokens["client"]).sign().status_code == 200
    asking = replace(runtime, settings=replace(runtime.settings, timestamp_url=clock.url))
    seal_contract(asking, business.id, contract_id=str(paper.id))
    asking.close()
    shown = signed_in(app, business).get(f"/contracts/{paper.id}").json
    assert shown["state"] == "completed"
    path = contract_of(runtime, business, paper.id).sealed_pdf_path
    with runtime.files.open(str(path)) as file:
        return shown["timestamp_state"], bytes(file.read())


def test_a_time_stamp_server_vouches_for_when_it_was_sealed(
    app: App, runtime: Runtime, business: Business, clock: Clock
) -> None:
    state, data = sealed(app, runtime, business, clock)
    found = verify(data, known_certificates(runtime.settings))
    assert (state, found.verdict, found.timestamped_at) == ("stamped", Verdict.UNCHANGED, NOON)


@pytest.mark.parametrize("trouble", ["it is away", "it talks nonsense"])
def test_without_its_time_stamp_a_seal_is_valid_and_that_is_seen(
    app: App, runtime: Runtime, business: Business, clock: Clock, trouble: str
) -> None:
    if trouble == "it is away":
        clock.socket.close()
    clock.answer = b"half past ten"
    state, data = sealed(app, runtime, business, clock)
    found = verify(data, known_certificates(runtime.settings))
    assert (state, found.verdict, found.timestamped_at) == ("failed", Verdict.UNCHANGED, None)
