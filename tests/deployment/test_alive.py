"""Health checks of what serves no people: a process that hangs is told from one that works."""

from __future__ import annotations

import time

import pytest

from scripts.local.ports import LOOPBACK, free_port
from smoothschedule.alive import LONGEST_ROUND_SECONDS, trouble
from smoothschedule.core import metrics
from smoothschedule.job_queue import queue_of
from smoothschedule.processes import is_stopping
from smoothschedule.runtime import Runtime
from smoothschedule.worker import Worker


@pytest.fixture(scope="module")
def bind() -> str:
    address = f"{LOOPBACK}:{free_port()}"
    metrics.serve(address)
    return address


def test_a_process_that_goes_round_is_well(bind: str) -> None:
    is_stopping()
    assert trouble(bind) is None


def test_a_process_that_hangs_is_not(bind: str) -> None:
    metrics.ALIVE.set(time.time() - LONGEST_ROUND_SECONDS - 5)
    assert str(trouble(bind)).startswith("It has not gone round for 30")


def test_a_process_that_is_gone_or_shows_nothing_is_not() -> None:
    assert str(trouble(f"{LOOPBACK}:{free_port()}")).startswith("It does not answer")
    assert trouble("") == "METRICS_BIND is empty: nobody can be asked."


def test_a_worker_goes_round_with_every_heartbeat(runtime: Runtime, bind: str) -> None:
    queue = queue_of(runtime)
    metrics.ALIVE.set(0)
    worker = Worker([queue], connection=queue.connection)
    worker.register_birth()
    worker.heartbeat()
    worker.register_death()
    assert trouble(bind) is None
