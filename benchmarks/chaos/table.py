"""The table that the fault run writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from benchmarks.chaos.counting import Count
from benchmarks.figures import machine

HEAD = """\
# What dies, and what people notice of it

Written by `scripts/chaos`: one install on real servers, its processes kept alive by a supervisor.
People book and sign all the time while one thing after the other dies. "Back after" is the time
from the kill, or from when the server or the disk was there again, until a booking and a signing
begun then were through: answered, mailed, heard of at the desk, sealed. "Lost" and "twice" count
what people had been told was done between this fault and the next. A mail may go out a second
time, never a third.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One fault. `back_seconds`: None where it could not be done, `during` says why."""

    name: str
    during: str
    back_seconds: float | None
    count: Count


def lines_of(rows: Sequence[Row]) -> list[str]:
    """The table in Markdown."""
    head = "| fault | what was going on | service back after | promised | lost | twice |"
    return [head, "| --- | --- | ---: | ---: | ---: | ---: |", *(_line(row) for row in rows)]


def _line(row: Row) -> str:
    back = "not done" if row.back_seconds is None else f"{row.back_seconds:.1f} s"
    count = row.count
    twice = f"{count.twice}" + (f" ({count.mails_twice} mails)" if count.mails_twice else "")
    return f"| {row.name} | {row.during} | {back} | {count.promises} | {count.lost} | {twice} |"


def document(rows: Sequence[Row], notes: Sequence[str], *, seconds: float) -> str:
    """The whole file."""
    made = f"{datetime.now(UTC).date()}, {machine()}, {seconds:.0f} s."
    return "\n".join([HEAD, made, "", *lines_of(rows), "", *(f"- {note}" for note in notes), ""])
