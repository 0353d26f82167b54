"""What a person sees in the terminal."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic

_lock = threading.Lock()
_COLOURS = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33"}
_PROCESS_COLOURS = ("36", "35", "34", "33", "32", "96", "95", "94")


def has_colour() -> bool:
    """Whether colour helps: a terminal that did not ask for none."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def paint(text: str, colour: str) -> str:
    """The text in a colour, where there are colours."""
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if has_colour() else text


def say(text: str) -> None:
    """The text is on the terminal, not mixed with another thread's."""
    with _lock:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def fail(text: str) -> None:
    """An error and what to do about it are on the terminal."""
    say(f"{paint('error:', 'red')} {text}")


def prefix(name: str, number: int, width: int) -> str:
    """What each line of a process starts with."""
    label = f"{name:<{width}} |"
    if not has_colour():
        return label
    return f"\x1b[{_PROCESS_COLOURS[number % len(_PROCESS_COLOURS)]}m{label}\x1b[0m"


@contextmanager
def step(text: str) -> Iterator[None]:
    """Says what begins now, and how long it took when it took long."""
    say(f"{paint('==>', 'green')} {text}")
    begun = monotonic()
    yield
    seconds = monotonic() - begun
    if seconds >= 1:
        say(paint(f"    done in {seconds:.0f} s", "dim"))


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell."""
    lines = [headings, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]
    shown = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        for line in lines
    ]
    rule = "  ".join("-" * width for width in widths)
    return "\n".join(line.rstrip() for line in (shown[0], rule, *shown[1:]))
