"""How many processes are needed follows from what was measured, and from the day."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from benchmarks.day import BUSY_PART, JOBS, REQUESTS, SIZES, Costs, Need, need

COSTS = Costs(
    requests={share.kind: 0.02 for share in REQUESTS},
    jobs={share.kind: 0.05 for share in JOBS},
    message=0.0001,
    socket_second=0.00001,
    socket_mb=0.05,
)


def test_a_larger_business_needs_more_of_everything() -> None:
    found = [need(COSTS, size) for size in SIZES]
    for less, more in pairwise(found):
        assert (less.web, less.worker, less.realtime) < (more.web, more.worker, more.realtime)
        assert less.sockets < more.sockets


def test_what_is_twice_as_dear_needs_twice_as_much() -> None:
    double = replace(COSTS, requests={kind: 2 * cost for kind, cost in COSTS.requests.items()})
    for size in SIZES:
        assert need(double, size).web == pytest.approx(2 * need(COSTS, size).web)
        assert need(double, size).worker == need(COSTS, size).worker


@pytest.mark.parametrize(
    ("cores", "processes"), [(0.01, 2), (BUSY_PART * 2, 2), (BUSY_PART * 2.01, 3), (4.0, 8)]
)
def test_processes_are_busy_half_of_the_time_and_never_alone(cores: float, processes: int) -> None:
    assert Need(cores, cores, cores, 1).processes == (processes, processes, processes)


def test_many_sockets_need_processes_though_they_are_idle() -> None:
    assert Need(0.1, 0.1, 0.1, 16_000).processes == (2, 2, 8)
