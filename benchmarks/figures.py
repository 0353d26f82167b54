"""What a benchmark found: ratios first, raw figures beside them."""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import psutil

from scripts.local import console

ROOT = Path(__file__).resolve().parents[1]
FOUND = ROOT / "var" / "benchmarks"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: what was compared, how many times, and the raw figures.

    `ratio` is what travels between machines; None where there is nothing to compare with.
    `limit`: the ratio that the house promises not to exceed.
    """

    what: str
    ratio: float | None
    detail: str
    limit: float | None = None

    @property
    def shown_ratio(self) -> str:
        """The ratio as people read it."""
        if self.ratio is None:
            return ""
        digits = 0 if self.ratio >= 100 else 1 if self.ratio >= 10 else 2
        return f"{self.ratio:,.{digits}f}x"

    @property
    def verdict(self) -> str:
        """Whether the promise was kept, where there is one."""
        if self.limit is None or self.ratio is None:
            return ""
        return f"{'kept' if self.ratio <= self.limit else 'MISSED'} (<= {self.limit:.2f}x)"


@dataclass(slots=True)
class Report:
    """What one benchmark found."""

    title: str
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(
        self, what: str, ratio: float | None, detail: str, *, limit: float | None = None
    ) -> None:
        """One line more."""
        self.lines.append(Line(what, ratio, detail, limit))


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def p50(values: Sequence[float]) -> float:
    """The median."""
    return median(values)


def milliseconds(seconds: float) -> str:
    """A time as people read it."""
    value = seconds * 1000
    return f"{value:,.2f} ms" if value < 10 else f"{value:,.0f} ms"


def spread(values: Sequence[float]) -> str:
    """Median, p95 and p99 of seconds, as people read them."""
    shares = ((0.5, "p50"), (0.95, "p95"), (0.99, "p99"))
    return ", ".join(f"{name} {milliseconds(percentile(values, at))}" for at, name in shares)


def machine() -> str:
    """What it ran on."""
    memory = psutil.virtual_memory().total / 2**30
    python = platform.python_version()
    return f"{psutil.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, Python {python}"


def progress(text: str) -> None:
    """Says on standard error what is being done."""
    print(f"    {text}", file=sys.stderr, flush=True)


def run(name: str, measure: Callable[[bool], Report], about: str | None) -> None:
    """The benchmark ran; its table is on standard output and its JSON under var/benchmarks."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}", description=about)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--small", action="store_true", help="a quick trial; proves nothing")
    size.add_argument("--full", action="store_true", help="the real size (the default)")
    is_small = parser.parse_args().small
    began = time.monotonic()
    report = measure(is_small)
    write(name, report, is_small=is_small, seconds=time.monotonic() - began)
    print(table_of(report))


def table_of(report: Report) -> str:
    """The report for a terminal."""
    rows = [(line.what, line.shown_ratio, line.verdict, line.detail) for line in report.lines]
    table = console.table(("what", "ratio", "promise", "raw figures"), rows)
    return "\n".join([f"\n{report.title}\n", table, *(f"\n{note}" for note in report.notes)])


def write(name: str, report: Report, *, is_small: bool, seconds: float) -> None:
    """The report is kept as JSON; a trial's apart, since the table of all is of real sizes."""
    FOUND.mkdir(parents=True, exist_ok=True)
    ending = ".small.json" if is_small else ".json"
    document = {
        "name": name,
        "measured_on": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "seconds": round(seconds),
        **asdict(report),
    }
    (FOUND / f"{name}{ending}").write_text(json.dumps(document, indent=2) + "\n")
