"""Signing over HTTP while others sign, decline, void and wait; and many contracts at once.

    python -m benchmarks.signing [--small]

Real gunicorn processes, commits that wait for the disk, every race four hundred times; then a
hundred contracts that are signed by all at the same moment, until the last is sealed.
"""

from __future__ import annotations

from time import perf_counter

from benchmarks.figures import Report, progress, run
from benchmarks.installation import Installation, installation
from benchmarks.signing_races import ANN, RACES, run_race, seats, send
from benchmarks.stage import Stage, open_stage

PATIENCE_SECONDS = 600
WAITING = "SELECT count(*) FROM contracts WHERE state <> 'completed'"


def measure(is_small: bool) -> Report:
    """Counts of every race's answers, and how long sealing many at once takes."""
    rounds, many = (2, 4) if is_small else (400, 100)
    report = Report("Signing: people sign over HTTP")
    with installation(durable=True) as install:
        install.start("web")
        for name in RACES:
            progress(f"race: {name}")
            _race(report, open_stage(install.runtime, install.web_port, name), name, rounds)
        progress(f"{many} contracts at once")
        stage = open_stage(install.runtime, install.web_port, "many")
        _sealing(report, install, stage, many=many)
    return report


def _race(report: Report, stage: Stage, name: str, rounds: int) -> None:
    seen = run_race(stage, name, rounds=rounds)
    counts = ", ".join(f"{count} x {answer}" for answer, count in sorted(seen.items()))
    report.add(f"race {name}", None, f"{rounds} rounds, one outcome each time; answers: {counts}")


def _sealing(report: Report, install: Installation, stage: Stage, *, many: int) -> None:
    """Everybody has signed before relay and worker start, so that sealing alone is measured."""
    for _ in range(many):
        (seat,) = seats(stage, send(stage, ANN))
        answer = seat.finish()
        if answer.status != 200:
            raise AssertionError(f"not signed: {answer}")
    began = perf_counter()
    install.start("relay")
    worker = install.start("worker")
    while (left := int(stage.scalar(WAITING))) and perf_counter() - began < PATIENCE_SECONDS:
        stage.scalar("SELECT pg_sleep(0.1)::text")
    took = perf_counter() - began
    if left:
        raise AssertionError(f"{left} of {many} contracts are not sealed after {took:.0f} s")
    memory = worker.memory_mb()
    each = f"{took / many * 1000:.0f} ms each, starting the processes included"
    text = f"{took:.1f} s until the last is sealed, {each}; the worker has {memory:.0f} MB"
    report.add(f"{many} contracts signed by all at once", None, text)


if __name__ == "__main__":
    run("signing", measure, __doc__)
