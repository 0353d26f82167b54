"""Signing over HTTP while others sign, decline, void and wait.

    python -m benchmarks.signing [--small]

Real gunicorn processes, commits that wait for the disk, every race four hundred times.
"""

from __future__ import annotations

from benchmarks.figures import Report, progress, run
from benchmarks.installation import installation
from benchmarks.signing_races import RACES, run_race
from benchmarks.stage import Stage, open_stage


def measure(is_small: bool) -> Report:
    """Counts of every race's answers."""
    rounds = 2 if is_small else 400
    report = Report("Signing: people sign over HTTP")
    with installation(durable=True) as install:
        install.start("web")
        for name in RACES:
            progress(f"race: {name}")
            _race(report, open_stage(install.runtime, install.web_port, name), name, rounds)
    return report


def _race(report: Report, stage: Stage, name: str, rounds: int) -> None:
    seen = run_race(stage, name, rounds=rounds)
    counts = ", ".join(f"{count} x {answer}" for answer, count in sorted(seen.items()))
    report.add(f"race {name}", None, f"{rounds} rounds, one outcome each time; answers: {counts}")


if __name__ == "__main__":
    run("signing", measure, __doc__)
