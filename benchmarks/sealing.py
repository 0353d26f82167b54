"""A hundred contracts that are signed by all at the same moment, until the last is sealed.

    python -m benchmarks.sealing [--small]

Real processes, commits that wait for the disk. Everybody signs before relay and worker start, so
that sealing alone is measured.
"""

from __future__ import annotations

from time import perf_counter

from benchmarks.figures import Report, progress, run
from benchmarks.installation import Installation, installation
from benchmarks.signing_races import ANN, seats, send
from benchmarks.stage import Stage, open_stage

PATIENCE_SECONDS = 600
WAITING = "SELECT count(*) FROM contracts WHERE state <> 'completed'"


def measure(is_small: bool) -> Report:
    """How long sealing many at once takes, and how large the worker grows."""
    many = 4 if is_small else 100
    report = Report("Sealing: many contracts are signed by all at once")
    with installation(durable=True) as install:
        install.start("web")
        stage = open_stage(install.runtime, install.web_port, "many")
        progress(f"{many} people sign")
        for _ in range(many):
            (seat,) = seats(stage, send(stage, ANN))
            answer = seat.finish()
            if answer.status != 200:
                raise AssertionError(f"not signed: {answer}")
        progress("relay and worker start")
        _seal(report, install, stage, many=many)
    return report


def _seal(report: Report, install: Installation, stage: Stage, *, many: int) -> None:
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
    run("sealing", measure, __doc__)
